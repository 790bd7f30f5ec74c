import type { Millis, Ratio } from '../model/units.ts'

/**
 * Share of requests slower than a limit when their times are lognormal with this median and sigma: the normal tail by the
 * logistic approximation of Bowling, Khasawneh, Kaewkuekool & Cho (2009), whose largest error is 0.00014. 1 for no time left.
 */
export function slowerThan(limit: Millis, median: Millis, sigma: number): Ratio {
  if (limit <= 0) return 1
  const z = Math.log(limit / median) / sigma
  return 1 / (1 + Math.exp(0.07056 * z ** 3 + 1.5976 * z))
}
