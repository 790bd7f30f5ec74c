import type { Measurement, Rate } from '../../model/report.ts'
import { estimateAt } from '../../stats/index.ts'
import { RATES } from '../rates.ts'
import { type Figures, notBelowZero } from './figures.ts'
import { rounded, roundedEffect, roundedEstimate } from './rounding.ts'

/** Every metric of the pipeline, also those without a value: a reader finds the same keys in each report of it. */
export function measurementsOf(figures: Figures, confidence: number): Record<string, Measurement> {
  return Object.fromEntries(
    figures.metrics.map((metric) => {
      const { unit } = metric
      const mean = figures.mean(metric)
      const quantile = (q: number) => roundedEstimate(estimateAt(figures.quantile(metric, q), confidence), unit)
      const measurement: Measurement = {
        unit,
        n: mean.n,
        mean: roundedEstimate(notBelowZero(estimateAt(mean, confidence)), unit),
        p50: quantile(0.5),
        p95: quantile(0.95),
        max: rounded(figures.max(metric), unit),
        units: mean.units,
        designEffect: roundedEffect(mean.designEffect),
        method: mean.caution === null ? mean.method : `${mean.method}; ${mean.caution}`,
      }
      return [metric.name, measurement]
    }),
  )
}

/** Both failure rates. */
export function ratesOf(figures: Figures, confidence: number): Record<string, Rate> {
  return Object.fromEntries(
    RATES.map(({ name }) => {
      const rate = figures.rate(name, confidence)!
      const { count, units, designEffect } = rate
      return [name, { ...roundedEstimate(rate, 'ratio'), count, units, designEffect: roundedEffect(designEffect) }]
    }),
  )
}
