import type { Measurement, Report, ReportEstimate } from '../model/report.ts'

const estimateAt = (measurement: Measurement, statistic: string): ReportEstimate | null => {
  if (statistic === 'mean' || statistic === 'p50' || statistic === 'p95') return measurement[statistic]
  if (statistic === 'max') return { value: measurement.max, low: null, high: null, n: measurement.n }
  return null
}

/** Looks up a figure of a report by metric and statistic; null when the report does not have it. */
export function figureOf(report: Report, metric: string, statistic: string): ReportEstimate | null {
  const measurement = report.measurements[metric]
  if (measurement !== undefined) return estimateAt(measurement, statistic)
  const rate = report.rates[metric]
  return rate === undefined ? null : { value: rate.value, low: rate.low, high: rate.high, n: rate.n }
}

/** Unit of a metric; metrics that the report did not measure are named by what they are (design.md §4). */
export function unitOf(report: Report, metric: string): string {
  const measurement = report.measurements[metric]
  if (measurement !== undefined) return measurement.unit
  if (metric in report.rates || /(rate|ratio)$/.test(metric)) return 'ratio'
  if (/(^|\.)(duration|wait|detect|decide|act|verify)$/.test(metric)) return 'ms'
  if (metric.startsWith('cost.')) return 'USD'
  return metric.endsWith('.hours') ? 'hours' : 'count'
}

/** The four parts of a recovery, in the order in which they happen. */
export const RECOVERY_PARTS = ['detect', 'decide', 'act', 'verify'] as const
export type RecoveryPart = (typeof RECOVERY_PARTS)[number]

/** Measurement of one part of the recovery, under its long or its short name. */
export const recoveryPart = (report: Report, part: RecoveryPart): Measurement | undefined =>
  report.measurements[`recovery.duration.${part}`] ?? report.measurements[`recovery.${part}`]
