import { betaQuantile } from '../special/beta-quantile.ts'

/**
 * The exact upper bound for a rate at one-sided `confidence` after `count` events in `n` trials: the rate at which
 * `count` or fewer events have probability 1 − confidence. C. J. Clopper & E. S. Pearson 1934, Biometrika 26. Never covers
 * less than stated, so claims rest on it. `count` and `n` may be fractional (effective sample sizes: E. L. Korn &
 * B. I. Graubard 1998, Survey Methodology 24). n = 0 gives 1.
 */
export function upperRate(count: number, n: number, confidence: number): number {
  return count >= n ? 1 : betaQuantile(confidence, count + 1, n - count)
}

/** The exact lower bound at one-sided `confidence`; 0 when no event was seen. See `upperRate`. */
export function lowerRate(count: number, n: number, confidence: number): number {
  return count <= 0 ? 0 : betaQuantile(1 - confidence, count, n - count + 1)
}

/** The two-sided Clopper–Pearson interval: both one-sided bounds at (1 + confidence) / 2. */
export function clopperPearson(count: number, n: number, confidence: number): { low: number; high: number } {
  const oneSided = (1 + confidence) / 2
  return { low: lowerRate(count, n, oneSided), high: upperRate(count, n, oneSided) }
}
