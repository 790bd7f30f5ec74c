import { normalQuantile } from '../special/normal.ts'

/**
 * Wilson's score interval for a rate (E. B. Wilson 1927, JASA 22; recommended for display by Brown, Cai & DasGupta 2001,
 * Statistical Science 16): on average over p it covers what it states, where the exact interval covers more. `count` and
 * `n` may be fractional. n = 0 gives [0, 1].
 */
export function wilson(count: number, n: number, confidence: number): { low: number; high: number } {
  if (n <= 0) return { low: 0, high: 1 }
  const z = normalQuantile((1 + confidence) / 2)
  const p = count / n
  const scale = 1 + (z * z) / n
  const centre = (p + (z * z) / (2 * n)) / scale
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  // At 0 and n the formula gives exactly 0 and 1; rounding must not make it −1e-19.
  return { low: count <= 0 ? 0 : Math.max(0, centre - half), high: count >= n ? 1 : Math.min(1, centre + half) }
}
