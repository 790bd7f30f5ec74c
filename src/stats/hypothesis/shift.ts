import { openUnit } from '../errors.ts'
import type { Estimate } from '../estimate.ts'
import { normalQuantile } from '../special/normal.ts'

/**
 * By how much independent sample `b` lies above `a`: the median of all differences b_j − a_i, with the interval that
 * inverts the Mann–Whitney test (Hodges & Lehmann 1963; Hollander, Wolfe & Chicken 2014, §4.2–4.3). An end is null when
 * the samples are too small for the confidence. Rank counts are exact up to 60 values together, else normal.
 */
export function shift(
  a: readonly number[],
  b: readonly number[],
  options: { readonly confidence?: number } = {},
): Estimate {
  const tail = (1 - openUnit('confidence', options.confidence ?? 0.95)) / 2
  const n = a.length + b.length
  if (a.length === 0 || b.length === 0) return { value: null, low: null, high: null, n }
  const differences = new Float64Array(a.length * b.length)
  let k = 0
  for (const x of a) for (const y of b) differences[k++] = y - x
  differences.sort()
  const half = differences.length >> 1
  const value = differences.length % 2 === 1 ? differences[half]! : (differences[half - 1]! + differences[half]!) / 2
  const out = differencesOutside(a.length, b.length, tail)
  if (out === null) return { value, low: null, high: null, n }
  return { value, low: differences[out]!, high: differences[differences.length - 1 - out]!, n }
}

/** The largest k with P(U <= k) <= tail for samples of m and n without ties, or null. */
function differencesOutside(m: number, n: number, tail: number): number | null {
  if (m + n > 60) {
    const sd = Math.sqrt((m * n * (m + n + 1)) / 12)
    return Math.max(0, Math.floor((m * n) / 2 + normalQuantile(tail) * sd - 0.5))
  }
  const ways = uDistribution(m, n)
  const all = ways.reduce((x, y) => x + y, 0)
  let sum = 0
  for (let u = 0; u < ways.length; u++) {
    sum += ways[u]!
    if (sum > tail * all * (1 + 1e-12)) return u === 0 ? null : u - 1
  }
  return null
}

/** Number of arrangements with U = u: the coefficients of the Gaussian binomial, ∏ (1 − q^(m+i)) / (1 − q^i), i = 1 … n. */
function uDistribution(m: number, n: number): Float64Array {
  const ways = new Float64Array(m * n + 1)
  ways[0] = 1
  for (let i = 1; i <= n; i++) {
    for (let u = m * n; u >= m + i; u--) ways[u] = ways[u]! - ways[u - m - i]!
    for (let u = i; u <= m * n; u++) ways[u] = ways[u]! + ways[u - i]!
  }
  return ways
}
