import type { Report, ReportEstimate, Verdict } from '../model/report.ts'
import { figureOf, unitOf } from './figure.ts'
import { figureLabel } from './wording/metric.ts'

/** One row of the table published | simulated | target | verdict. */
export interface HeadlineRow {
  readonly metric: string
  readonly statistic: string
  readonly label: string
  readonly unit: string
  readonly published: { readonly value: number; readonly source: string } | null
  readonly figure: ReportEstimate | null
  readonly verdict: Verdict | null
}

/** Rows that every report has, whether or not anything was published or asked for; both failure rates among them. */
const CORE: readonly (readonly [metric: string, statistic: string])[] = [
  ['deployment.duration', 'mean'],
  ['deployment.duration', 'p95'],
  ['change.failure.rate', 'rate'],
  ['pipeline.failure.rate', 'rate'],
  ['recovery.duration', 'mean'],
]

const key = (metric: string, statistic: string): string => `${metric} ${statistic}`

/**
 * Rows of the headline table: the core figures first, then whatever else was published or has a target. A figure with
 * two targets has two rows.
 */
export function headlineRows(report: Report): HeadlineRow[] {
  const published = new Map(report.published.map((p) => [key(p.metric, p.statistic), p]))
  const figures = [...CORE, ...[...report.verdicts, ...report.published].map((x) => [x.metric, x.statistic] as const)]
  const unique = new Map(figures.map(([metric, statistic]) => [key(metric, statistic), { metric, statistic }]))
  return [...unique].flatMap(([id, { metric, statistic }]): HeadlineRow[] => {
    const paper = published.get(id)
    const verdicts = report.verdicts.filter((v) => key(v.metric, v.statistic) === id)
    const figure = figureOf(report, metric, statistic) ?? verdicts[0]?.observed ?? paper?.simulated ?? null
    const row = {
      metric,
      statistic,
      label: figureLabel(metric, statistic),
      unit: unitOf(report, metric),
      published: paper === undefined ? null : { value: paper.value, source: paper.source },
      figure,
    }
    return verdicts.length === 0 ? [{ ...row, verdict: null }] : verdicts.map((verdict) => ({ ...row, verdict }))
  })
}
