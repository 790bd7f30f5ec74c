import { StatisticsError } from './errors.ts'

/** Observations grouped by the unit of replication: `clusters[s]` holds the values of stretch s, in any order. */
export type Clusters = readonly (readonly number[])[]

/** What the mean of clustered observations needs: sums and sizes of the clusters that hold at least one observation. */
export type ClusterSums = {
  readonly sums: Float64Array
  readonly sizes: Float64Array
  readonly units: number
  readonly n: number
  readonly mean: number
  /** Sum of squared deviations of all observations from the mean. */
  readonly squares: number
}

/** Sums by cluster; empty clusters are left out. Throws StatisticsError on a value that is not finite. */
export function sumClusters(clusters: Clusters): ClusterSums {
  const filled = clusters.filter((cluster) => cluster.length > 0)
  const sums = new Float64Array(filled.length)
  const sizes = new Float64Array(filled.length)
  let total = 0
  let n = 0
  filled.forEach((cluster, s) => {
    let sum = 0
    for (const x of cluster) sum += x
    if (!Number.isFinite(sum))
      throw new StatisticsError(
        `cluster ${s}`,
        'finite numbers only',
        cluster.find((x) => !Number.isFinite(x)),
      )
    sums[s] = sum
    sizes[s] = cluster.length
    total += sum
    n += cluster.length
  })
  const mean = n === 0 ? 0 : total / n
  let squares = 0
  for (const cluster of filled) for (const x of cluster) squares += (x - mean) ** 2
  return { sums, sizes, units: filled.length, n, mean, squares }
}

/**
 * Variance of the ratio estimator Σ sums / Σ sizes by linearisation: S/(S − 1) · Σ (sum_s − R·size_s)² / n² (W. G. Cochran
 * 1977, Sampling Techniques, §6.3 and 9A.3). With equal cluster sizes it is the variance of the mean of cluster means.
 * Needs two units; 0 otherwise.
 */
export function ratioVariance(sums: ArrayLike<number>, sizes: ArrayLike<number>): number {
  const units = sums.length
  if (units < 2) return 0
  let total = 0
  let n = 0
  for (let s = 0; s < units; s++) {
    total += sums[s]!
    n += sizes[s]!
  }
  const ratio = total / n
  let squares = 0
  for (let s = 0; s < units; s++) squares += (sums[s]! - ratio * sizes[s]!) ** 2
  return ((units / (units - 1)) * squares) / (n * n)
}

/** With fewer stretches than this, what is estimated from their spread is marked. */
export const FEWEST_STRETCHES = 10

/** The caution for fewer than `FEWEST_STRETCHES`. */
export const FEW_STRETCHES = `fewer than ${FEWEST_STRETCHES} stretches hardly show how deployments depend on each other`

/**
 * The design effect (L. Kish 1965): variance of the clustered estimate over the variance were the n observations
 * independent. Exactly 1 when every cluster holds one observation. Below 1 it is reported as 1: within-stretch
 * anti-correlation is more often noise of the estimate than a fact, and a claim must not rest on it.
 */
export function designEffectOf(clusteredVariance: number, independentVariance: number): number {
  if (!(independentVariance > 0)) return 1
  return Math.max(1, clusteredVariance / independentVariance)
}
