import type { DeploymentRow } from '../../analysis/row.ts'
import { formatAddress } from '../../model/events.ts'
import { type Cell, csvChunks } from './cells.ts'

const listed = (names: readonly string[]): string => names.join(';')

/** Columns of runs.csv. Times in ms; `triggered_at_ms` counts from the start of the stretch; empty means "has none". */
const COLUMNS: readonly (readonly [name: string, cell: (row: DeploymentRow) => Cell])[] = [
  ['deployment', (row) => formatAddress(row.address)],
  ['stretch', (row) => row.address.stretch],
  ['index', (row) => row.address.deployment],
  ['triggered_at_ms', (row) => row.triggeredAt],
  ['outcome', (row) => row.outcome],
  ['changed_services', (row) => row.changedServices],
  ['duration_ms', (row) => row.durationMs],
  ['job_wait_ms', (row) => row.jobWaitMs],
  ['cache_hits', (row) => row.cacheHits],
  ['cache_misses', (row) => row.cacheMisses],
  ['manual_steps', (row) => row.manualSteps],
  ['engineer_ms', (row) => row.engineerMs],
  ['runner_ms', (row) => row.runnerMs],
  ['requests_sent', (row) => row.requestsSent],
  ['requests_lost', (row) => row.requestsLost],
  ['recovery_ms', (row) => row.recovery?.totalMs ?? null],
  ['recovery_detect_ms', (row) => row.recovery?.detectMs ?? null],
  ['recovery_decide_ms', (row) => row.recovery?.decideMs ?? null],
  ['recovery_act_ms', (row) => row.recovery?.actMs ?? null],
  ['recovery_verify_ms', (row) => row.recovery?.verifyMs ?? null],
  ['recovery_path', (row) => row.recovery?.path ?? null],
  ['data_corrupted', (row) => row.recovery?.dataCorrupted ?? null],
  ['failure_stage', (row) => row.failure?.stage ?? null],
  ['failure_cause', (row) => row.failure?.cause ?? null],
  ['failure_class', (row) => row.failure?.class ?? null],
  ['failure_service', (row) => row.failure?.service ?? null],
  ['failure_region', (row) => row.failure?.region ?? null],
  ['failure_message', (row) => row.failure?.message ?? null],
  ['faults_landed', (row) => listed(row.faultsLanded)],
  ['flaws_caught', (row) => listed(row.flawsCaught)],
]

/** Names of the columns of runs.csv. */
export const RUNS_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name)

/** rare.csv: the same columns after the weight of each deployment. */
export const rareCsv = (rows: Iterable<DeploymentRow>): Generator<string> =>
  csvChunks(['weight', ...RUNS_COLUMNS], rows, (row) => [[row.weight ?? 1, ...COLUMNS.map(([, cell]) => cell(row))]])

/** runs.csv in chunks: a row a deployment, in the order given. Lists inside a cell are separated by semicolons. */
export const runsCsv = (rows: Iterable<DeploymentRow>): Generator<string> =>
  csvChunks(RUNS_COLUMNS, rows, (row) => [COLUMNS.map(([, cell]) => cell(row))])
