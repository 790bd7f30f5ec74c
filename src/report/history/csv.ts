import type { HistoryRun } from '../../model/history.ts'
import { csvText } from '../csv/cells.ts'

const COLUMNS = [
  ...['recorded_at', 'scenario', 'scenario_hash', 'environment', 'commit', 'dirty', 'host', 'seatrial'],
  ...['seed', 'runs', 'partial', 'metric', 'statistic', 'unit', 'value', 'low', 'high', 'n'],
]

/** A row a figure, oldest run first. Times in ms, rates as shares. */
export const historyCsv = (runs: readonly HistoryRun[]): string =>
  csvText([
    COLUMNS,
    ...runs.flatMap((run) =>
      run.figures.map(({ metric, statistic, unit, value, low, high, n }) => [
        ...[run.recordedAt, run.scenario, run.scenarioHash, run.environment, run.commit, run.dirty, run.host],
        ...[run.seatrial, run.seed, run.runs, run.partial, metric, statistic, unit, value, low, high, n],
      ]),
    ),
  ])
