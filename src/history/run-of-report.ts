import { createHash } from 'node:crypto'
import type { HistoryFigure, HistoryRun } from '../model/history.ts'
import type { Report } from '../model/report.ts'

/** Where a run was made: what a report does not say, because the same run gives the same report anywhere. */
export type Origin = Pick<HistoryRun, 'recordedAt' | 'commit' | 'dirty' | 'host' | 'seatrial'>

/** A report as the history keeps it: means, medians, P95s and rates. Figures without a value are left out. */
export function runOfReport(report: Report, origin: Origin): HistoryRun {
  const { scenario, environment, seed, runs, partial, measurements, rates, verdicts } = report
  const figures = [
    ...Object.entries(measurements).flatMap(([metric, measurement]) =>
      (['mean', 'p50', 'p95'] as const).map((statistic): HistoryFigure => {
        const { value, low, high, n } = measurement[statistic]
        return { metric, statistic, unit: measurement.unit, value, low, high, n }
      }),
    ),
    ...Object.entries(rates).map(
      ([metric, { value, low, high, n }]): HistoryFigure => ({
        ...{ metric, statistic: 'rate', unit: 'ratio', value, low, high, n },
      }),
    ),
  ].filter(({ value }) => value !== null)
  const told = { scenario: scenario.name, scenarioHash: scenario.hash, environment, seed, runs, partial }
  const key = createHash('sha256')
    .update(JSON.stringify([told, figures, origin.recordedAt, origin.host]))
    .digest('hex')
  return {
    key,
    ...told,
    ...origin,
    figures,
    verdicts: verdicts.map(({ target, status }) => ({ target, status })),
  }
}
