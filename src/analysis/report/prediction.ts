import type { Prediction } from '../../model/prediction.ts'
import type { Report } from '../../model/report.ts'

/** Ratios are printed in percent; more digits would be noise. */
const RATIO_DIGITS = 4

/** What is predicted: times of stages and deployments, hits, losses, recovery. Costs follow from these. */
const isPredicted = (metric: string): boolean =>
  /^(deployment\.duration|stage\..+\.duration|recovery\.duration|cache\.hit\.ratio|manual\.steps)$/.test(metric)

/** The prediction of one scenario, from the report of its simulation. */
export function predictionOf(report: Report): Prediction['scenarios'][number] {
  const { scenario, runs, outcomes, measurements } = report
  const means = Object.entries(measurements)
    .filter(([metric, { mean }]) => isPredicted(metric) && mean.value !== null)
    .map(([metric, { unit, mean }]) => [metric, { unit, mean }] as const)
  return { name: scenario.name, hash: scenario.hash, runs, outcomes, means: Object.fromEntries(means) }
}

/** A report of real deployments with what was predicted for them beside what was measured. */
export function withPrediction(report: Report, prediction: Prediction['scenarios'][number]): Report {
  const predicted = Object.entries(report.measurements).flatMap(([metric, { unit, mean }]) => {
    const before = prediction.means[metric]
    if (before === undefined || mean.value === null) return []
    const expected = before.mean.value
    const ratio = expected === null || expected === 0 ? null : Number((mean.value / expected).toPrecision(RATIO_DIGITS))
    return [{ metric, unit, predicted: before.mean, measured: mean, ratio }]
  })
  return { ...report, predicted }
}
