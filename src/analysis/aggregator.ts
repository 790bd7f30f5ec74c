import { Column } from './column.ts'
import {
  CRITICAL_COLUMN,
  failureWord,
  NUMBER_COLUMNS,
  numbersOf,
  STAGE_COLUMN,
  WORD_COLUMNS,
  type WordColumn,
} from './columns-of-row.ts'
import { OrderedRows } from './ordered-rows.ts'
import type { DeploymentRow } from './row.ts'

/** Rows in columns, as plain data that `postMessage` can move (see {@link transferables}). Only this folder reads its inside. */
export interface RowBatch {
  readonly rows: number
  readonly columns: readonly { readonly name: string; readonly values: Float64Array<ArrayBuffer> }[]
  readonly words: readonly string[]
  readonly critical: readonly (readonly [key: string, totalMs: number])[]
}

/** The buffers of a batch, for the transfer list of `postMessage`. */
export const transferables = (batch: RowBatch): ArrayBuffer[] => batch.columns.map((column) => column.values.buffer)

const isWordColumn = (name: string): name is WordColumn => (WORD_COLUMNS as readonly string[]).includes(name)

/**
 * Collects rows of one scenario as they come, under 300 bytes each with six stages. Rows and batches may arrive in any
 * order and split over any number of workers: everything read from an aggregator is ordered by (stretch, deployment), and
 * the only sums taken on arrival are of whole milliseconds, which are exact in any order.
 */
export class Aggregator {
  private rows = 0
  private columns = new Map<string, Column>()
  private words: string[] = []
  private codes = new Map<string, number>()
  private critical = new Map<string, number>()
  private ordered: OrderedRows | undefined

  /** Rows held. */
  get size(): number {
    return this.rows
  }

  /** Memory held by the columns, in bytes. */
  get bytes(): number {
    let bytes = 0
    for (const column of this.columns.values()) bytes += column.bytes
    return bytes
  }

  /** Takes one row over; the row itself is not kept. */
  add(row: DeploymentRow): void {
    const at = this.rows++
    this.ordered = undefined
    const numbers = numbersOf(row)
    for (const name of NUMBER_COLUMNS) this.column(name).set(at, numbers[name])
    if (row.failure !== null) this.column('failure').set(at, this.code(failureWord(row.failure)))
    if (row.attribution !== undefined) {
      this.column('attribution').set(at, this.code(JSON.stringify(row.attribution)))
    }
    if (row.recovery !== null) this.column('path').set(at, this.code(row.recovery.path))
    for (const stage in row.stageMs) this.column(STAGE_COLUMN + stage).set(at, row.stageMs[stage]!)
    // Without a duration there is nothing that the parts of the path could be parts of.
    if (row.durationMs !== null) this.addCriticalPath(at, row.criticalMs)
  }

  /** Moves all rows out, for another aggregator (in another thread) to {@link merge}. This one is empty afterwards. */
  drain(): RowBatch {
    const batch: RowBatch = {
      rows: this.rows,
      columns: [...this.columns].map(([name, column]) => ({ name, values: column.toArray(this.rows) })),
      words: this.words,
      critical: [...this.critical],
    }
    this.rows = 0
    this.columns = new Map()
    this.words = []
    this.codes = new Map()
    this.critical = new Map()
    this.ordered = undefined
    return batch
  }

  /** Adds the rows of a batch. */
  merge(batch: RowBatch): void {
    const base = this.rows
    this.rows += batch.rows
    this.ordered = undefined
    for (const { name, values } of batch.columns) {
      const column = this.column(name)
      const coded = isWordColumn(name)
      for (let i = 0; i < values.length; i++) {
        const value = values[i]!
        column.set(base + i, coded && !Number.isNaN(value) ? this.code(batch.words[value]!) : value)
      }
    }
    for (const [key, total] of batch.critical) this.critical.set(key, (this.critical.get(key) ?? 0) + total)
  }

  /** All rows in the order of their addresses. Throws `DuplicateDeploymentError` when a deployment was added twice. */
  read(): OrderedRows {
    this.ordered ??= new OrderedRows({
      size: this.rows,
      columns: this.columns,
      words: this.words,
      critical: this.critical,
    })
    return this.ordered
  }

  private addCriticalPath(at: number, times: DeploymentRow['criticalMs']): void {
    const stages = new Map<string, number>()
    for (const key in times) {
      const ms = times[key]!
      this.critical.set(key, (this.critical.get(key) ?? 0) + ms)
      const stage = key.slice(0, key.lastIndexOf('/'))
      stages.set(stage, (stages.get(stage) ?? 0) + ms)
    }
    for (const [stage, ms] of stages) this.column(CRITICAL_COLUMN + stage).set(at, ms)
  }

  private column(name: string): Column {
    let column = this.columns.get(name)
    if (column === undefined) this.columns.set(name, (column = new Column()))
    return column
  }

  private code(word: string): number {
    let code = this.codes.get(word)
    if (code === undefined) {
      code = this.words.push(word) - 1
      this.codes.set(word, code)
    }
    return code
  }
}
