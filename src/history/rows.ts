import type { HistoryFigure, HistoryRun } from '../model/history.ts'

/** A row of the table of runs. */
export interface RunRow {
  readonly id: number
  readonly key: string
  readonly recorded_at: string
  readonly scenario: string
  readonly scenario_hash: string
  readonly environment: string
  readonly seed: number
  readonly runs: number
  readonly partial: number
  readonly commit_id: string | null
  readonly dirty: number | null
  readonly host: string
  readonly seatrial: string
}

/** A row of the table of figures. */
export interface FigureRow extends HistoryFigure {
  readonly run: number
}

/** A run out of its rows. */
export const runOfRow = (
  row: RunRow,
  figures: readonly HistoryFigure[],
  verdicts: HistoryRun['verdicts'],
): HistoryRun => ({
  key: row.key,
  recordedAt: row.recorded_at,
  scenario: row.scenario,
  scenarioHash: row.scenario_hash,
  environment: row.environment === 'kind' ? 'kind' : 'sim',
  seed: row.seed,
  runs: row.runs,
  partial: row.partial !== 0,
  commit: row.commit_id,
  dirty: row.dirty === null ? null : row.dirty !== 0,
  host: row.host,
  seatrial: row.seatrial,
  figures,
  verdicts,
})

/** A figure out of its row. */
export const figureOfRow = ({ metric, statistic, unit, value, low, high, n }: FigureRow): HistoryFigure => ({
  ...{ metric, statistic, unit, value, low, high, n },
})
