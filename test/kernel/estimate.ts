/** A mean over independent replications and the standard error of that mean. */
export interface Estimate {
  mean: number
  error: number
}

/** Runs `replicate` for 0…count-1 and estimates the mean of what it returns. */
export function estimate(count: number, replicate: (replication: number) => number): Estimate {
  const values = Array.from({ length: count }, (_, replication) => replicate(replication))
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1)
  return { mean, error: Math.sqrt(variance / count) }
}

/** How many standard errors an estimate is away from a figure. */
export function distance({ mean, error }: Estimate, figure: number): number {
  return Math.abs(mean - figure) / error
}
