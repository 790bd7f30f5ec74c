import { Aggregator, type DeploymentRow } from '../../analysis/index.ts'
import { type CsvTable, numberOf, parseCsv } from '../../loading/csv.ts'
import { fileProblem } from '../../loading/input-error.ts'
import { DETECTION_PATHS, type DetectionPath } from '../../model/events.ts'
import { OUTCOMES, type Outcome } from '../../model/outcome.ts'

/** The text of a file, and its name for messages. */
export interface TextFile {
  readonly file: string
  readonly text: string
}

type Cells = (column: string) => string

/**
 * The rows of runs.csv and stages.csv as far as comparisons read them: messages, faults and critical paths are not brought
 * back. Throws InvalidInputError when a column is missing or a cell cannot be read.
 */
export function aggregatorOfCsv(runs: TextFile, stages: TextFile): Aggregator {
  const stageMs = new Map<string, Record<string, number>>()
  for (const cells of records(stages, ['deployment', 'stage', 'duration_ms'])) {
    const times = stageMs.get(cells('deployment')) ?? {}
    stageMs.set(cells('deployment'), times)
    times[cells('stage')] = whole(cells, 'duration_ms', stages)
  }
  const aggregator = new Aggregator()
  for (const cells of records(runs, ['deployment', 'stretch', 'index', 'outcome', 'duration_ms']))
    aggregator.add(rowOf(cells, stageMs.get(cells('deployment')) ?? {}, runs))
  return aggregator
}

function rowOf(cells: Cells, stageMs: Record<string, number>, of: TextFile): DeploymentRow {
  const number = (column: string): number => whole(cells, column, of)
  const counted = (column: string): number | null => (cells(column) === '' ? null : number(column))
  return {
    address: { stretch: number('stretch'), deployment: number('index') },
    triggeredAt: number('triggered_at_ms'),
    outcome: outcomeOf(cells, of),
    changedServices: number('changed_services'),
    durationMs: counted('duration_ms'),
    stageMs,
    jobWaitMs: number('job_wait_ms'),
    cacheHits: number('cache_hits'),
    cacheMisses: number('cache_misses'),
    manualSteps: number('manual_steps'),
    engineerMs: number('engineer_ms'),
    runnerMs: number('runner_ms'),
    requestsSent: counted('requests_sent'),
    requestsLost: counted('requests_lost'),
    criticalMs: {},
    recovery: cells('recovery_ms') === '' ? null : recoveryOf(cells, number),
    failure: null,
    faultsLanded: [],
    flawsCaught: [],
  }
}

const recoveryOf = (cells: Cells, number: (column: string) => number): NonNullable<DeploymentRow['recovery']> => ({
  totalMs: number('recovery_ms'),
  detectMs: number('recovery_detect_ms'),
  decideMs: number('recovery_decide_ms'),
  actMs: number('recovery_act_ms'),
  verifyMs: number('recovery_verify_ms'),
  path: DETECTION_PATHS.find((path) => path === cells('recovery_path')) ?? (DETECTION_PATHS[0] as DetectionPath),
  dataCorrupted: cells('data_corrupted') === 'true',
})

function* records({ file, text }: TextFile, columns: readonly string[]): Generator<Cells> {
  const table: CsvTable = parseCsv(text)
  const { header } = table
  const missing = columns.find((column) => header?.includes(column) !== true)
  if (missing !== undefined)
    throw fileProblem(file, `there is no column "${missing}"`, 'name a folder that `seatrial run --out DIR` wrote')
  for (const { cells } of table.rows) yield (column) => cells[header!.indexOf(column)] ?? ''
}

function whole(cells: Cells, column: string, { file }: TextFile): number {
  const value = numberOf(cells(column))
  if (value !== undefined) return value
  const where = `deployment ${cells('deployment')}`
  throw fileProblem(
    file,
    `${where}: expected a number in "${column}", got "${cells(column)}"`,
    'run the scenario again',
  )
}

function outcomeOf(cells: Cells, { file }: TextFile): Outcome {
  const outcome = OUTCOMES.find((one) => one === cells('outcome'))
  if (outcome !== undefined) return outcome
  throw fileProblem(file, `there is no outcome "${cells('outcome')}"`, 'run the scenario again')
}
