import type { DeploymentRow } from '../../analysis/row.ts'
import { formatAddress } from '../../model/events.ts'
import { type Cell, csvChunks } from './cells.ts'

/** Names of the columns of stages.csv. */
export const STAGES_COLUMNS: readonly string[] = ['deployment', 'stretch', 'index', 'outcome', 'stage', 'duration_ms']

/** stages.csv in chunks: a row a deployment and stage. A stage that did not run in a deployment has no row. */
export const stagesCsv = (rows: Iterable<DeploymentRow>): Generator<string> =>
  csvChunks(STAGES_COLUMNS, rows, (row) =>
    Object.entries(row.stageMs).map(([stage, ms]): readonly Cell[] => [
      formatAddress(row.address),
      row.address.stretch,
      row.address.deployment,
      row.outcome,
      stage,
      ms,
    ]),
  )
