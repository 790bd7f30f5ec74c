/**
 * An estimate with its two-sided interval. `value` is null only when there is no observation; `low` or `high` is null
 * when the data cannot bound that side (a report then says "no interval"). Never NaN or infinite: it goes into JSON.
 */
export type Estimate = {
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  /** Observations (deployments, not stretches). */
  readonly n: number
}

/** An estimate over clusters of observations (deployments within stretches). */
export type ClusteredEstimate = Estimate & {
  /** Two-sided confidence of [low, high]. */
  readonly confidence: number
  /** How the interval was made and why this way, in words for a report. */
  readonly method: string
  /** Why the interval should be read with care (its measured coverage is below 93 % in this situation), or null. */
  readonly caution: string | null
  /** Clusters (stretches) that hold at least one observation: the units of replication. */
  readonly units: number
  /**
   * Variance of the estimate over its variance were all observations independent, floored at 1 where it widens
   * intervals; null where it cannot be estimated (fewer than two units).
   */
  readonly designEffect: number | null
}

/**
 * What an interval method knows: the point estimate and a bound for any one-sided confidence. Claims (one-sided) and
 * intervals (two-sided) are read off the same object, so they cannot contradict each other.
 */
export type Inference = {
  readonly value: number | null
  readonly n: number
  readonly units: number
  readonly designEffect: number | null
  readonly method: string
  readonly caution: string | null
  /**
   * The point that the parameter lies below with confidence `p` (for p < ½: above with confidence 1 − p); null where
   * the data cannot give it.
   */
  readonly limit: (p: number) => number | null
}

/** The two-sided estimate at `confidence`: both tails of (1 − confidence) / 2. */
export function estimateAt(inference: Inference, confidence: number): ClusteredEstimate {
  const tail = (1 - confidence) / 2
  const { value, n, units, designEffect, method, caution } = inference
  return {
    value,
    low: inference.limit(tail),
    high: inference.limit(1 - tail),
    n,
    confidence,
    method,
    caution,
    units,
    designEffect,
  }
}

/** An inference without any interval: too few units to know the spread. `reason` becomes the method's text. */
export function noInterval(value: number | null, n: number, units: number, reason: string): Inference {
  return { value, n, units, designEffect: null, method: `none: ${reason}`, caution: null, limit: () => null }
}
