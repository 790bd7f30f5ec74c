import type { HistoryRun } from '../model/history.ts'
import type { Trend } from '../model/trend.ts'
import { changePoints } from '../stats/index.ts'

/** A figure that is followed. */
export interface Followed {
  readonly metric: string
  readonly statistic: string
}

/** One figure over the runs that have it, oldest first, with its change points. Unfinished runs are left out. */
export function trendOf(title: string, runs: readonly HistoryRun[], { metric, statistic }: Followed): Trend {
  const found = runs.flatMap((run) => {
    const figure = run.figures.find((one) => one.metric === metric && one.statistic === statistic)
    return figure === undefined || figure.value === null || run.partial ? [] : [{ run, figure, value: figure.value }]
  })
  return {
    title,
    unit: found[0]?.figure.unit ?? '',
    points: found.map(({ run, figure: { low, high }, value }) => ({ value, low, high, label: labelOf(run) })),
    changePoints: changePoints(found.map(({ value }) => value)),
  }
}

/** Day and commit, as far as there is one. */
export const labelOf = ({ recordedAt, commit, dirty }: HistoryRun): string =>
  commit === null ? recordedAt.slice(0, 10) : `${recordedAt.slice(0, 10)} ${commit.slice(0, 7)}${dirty ? '+' : ''}`
