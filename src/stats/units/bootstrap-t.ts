import { RESAMPLES, resampled, resampledQuantile } from './resample.ts'
import { standardError, type UnitStatistic } from './unit-statistic.ts'

/** A resample whose error is this small against that of the data has no spread but for rounding: its units are all alike. */
const NO_SPREAD = 1e-9

/**
 * Bounds by the studentised bootstrap (P. Hall 1988, Annals of Statistics 16; Efron & Tibshirani 1993, §12.5): the
 * distribution of (value* − value) / error* over resamples takes the place of Student's. On skewed times it covers 93 %
 * and more from 50 units on, where BCa covers about 91 % (docs/statistics.md). Null where resamples without any spread
 * leave a bound infinite: then only a few units differ at all.
 */
export function bootstrapTLimits(
  statistic: UnitStatistic,
  seed: number,
  resamples: number = RESAMPLES,
): (p: number) => number | null {
  const error = standardError(statistic.influence)
  const least = error * NO_SPREAD
  const sorted = resampled(statistic, seed, resamples, (on) => {
    const distance = on.value - statistic.value
    if (Number.isNaN(distance) || distance === 0) return 0
    return on.error > least ? distance / on.error : distance * Number.POSITIVE_INFINITY
  })
  return (p) => {
    const limit = statistic.value - resampledQuantile(sorted, 1 - p) * error
    return Number.isFinite(limit) ? limit : null
  }
}
