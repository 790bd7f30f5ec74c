import { openUnit } from '../errors.ts'
import type { Estimate } from '../estimate.ts'
import { normalQuantile } from '../special/normal.ts'
import { signedRankDistribution } from './signed-rank.ts'

/**
 * The Hodges–Lehmann centre of paired differences, the median of all Walsh averages (x_i + x_j) / 2 with i <= j, and the
 * interval that inverts the exact signed-rank test (J. L. Hodges & E. L. Lehmann 1963, Ann. Math. Stat. 34; M. Hollander,
 * D. Wolfe & E. Chicken 2014, §3.2–3.3). An end is null when so few differences cannot give the confidence (n differences
 * reach 1 − 2^−n on one side).
 */
export function hodgesLehmann(
  differences: readonly number[],
  options: { readonly confidence?: number } = {},
): Estimate {
  const tail = (1 - openUnit('confidence', options.confidence ?? 0.95)) / 2
  const n = differences.length
  if (n === 0) return { value: null, low: null, high: null, n }
  const averages = walshAverages(differences)
  const k = walshRank(n, tail)
  const low = k === null ? null : averages[k]!
  const high = k === null ? null : averages[averages.length - 1 - k]!
  return { value: median(averages), low, high, n }
}

/** All averages of two of `values`, each with itself included, sorted: n(n + 1)/2 of them. */
export function walshAverages(values: readonly number[]): Float64Array {
  const n = values.length
  const averages = new Float64Array((n * (n + 1)) / 2)
  let k = 0
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) averages[k++] = (values[i]! + values[j]!) / 2
  return averages.sort()
}

/**
 * How many Walsh averages to leave out at each end for a one-sided tail probability of at most `tail`: the largest k with
 * P(W+ <= k) <= tail, or null. Exact up to 200 differences, then by the normal approximation, rounded outwards.
 */
export function walshRank(n: number, tail: number): number | null {
  if (n > 200) {
    const mean = (n * (n + 1)) / 4
    const sd = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)
    return Math.max(0, Math.floor(mean + normalQuantile(tail) * sd - 0.5))
  }
  const probabilities = signedRankDistribution(Array.from({ length: n }, (_, i) => i + 1))
  let sum = 0
  for (let w = 0; w < probabilities.length; w++) {
    sum += probabilities[w]!
    if (sum > tail + 1e-12) return w === 0 ? null : w - 1
  }
  return null
}

function median(sorted: Float64Array): number {
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
