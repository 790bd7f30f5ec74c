import type { Millis, Ratio } from '../../../model/units.ts'

/**
 * Mean time until `length` errors in a row, when each of `perSecond` answers is an error with probability `errors`: the mean
 * number of trials until a run of successes, (1 - p^k) / ((1 - p) p^k) (W. Feller, An Introduction to Probability Theory and Its
 * Applications, vol. 1, XIII.7), over the rate. Infinity where it never comes.
 */
export function timeToErrorRun(length: number, errors: Ratio, perSecond: number): Millis {
  if (errors <= 0 || perSecond <= 0) return Number.POSITIVE_INFINITY
  const power = errors ** length
  const trials = errors >= 1 ? length : (1 - power) / ((1 - errors) * power)
  return (trials / perSecond) * 1_000
}
