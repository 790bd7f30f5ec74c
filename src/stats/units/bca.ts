import { normalCdf, normalQuantile } from '../special/normal.ts'
import { RESAMPLES, resampled, resampledQuantile } from './resample.ts'
import { influenceSkewness, type UnitStatistic } from './unit-statistic.ts'

/**
 * Bounds by the bias-corrected and accelerated bootstrap (B. Efron 1987, JASA 82; Efron & Tibshirani 1993, §14.3), with the
 * acceleration from the influences (there, eq. 22.19). Resamples equal to the value count half in the bias correction.
 * Whole units are resampled. Trustworthy from some 500 units on: below, `bootstrapTLimits` covers better.
 */
export function bcaLimits(
  statistic: UnitStatistic,
  seed: number,
  resamples: number = RESAMPLES,
): (p: number) => number {
  const sorted = resampled(statistic, seed, resamples, ({ value }) =>
    Number.isFinite(value) ? value : statistic.value,
  )
  let below = 0
  for (const x of sorted) below += x < statistic.value ? 1 : x === statistic.value ? 0.5 : 0
  const least = 0.5 / resamples
  const bias = normalQuantile(Math.min(1 - least, Math.max(least, below / resamples)))
  const acceleration = influenceSkewness(statistic.influence) / 6
  return (p) => {
    const z = bias + normalQuantile(p)
    return resampledQuantile(sorted, normalCdf(bias + z / (1 - acceleration * z)))
  }
}
