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

/**
 * Collects rows of one scenario as they come, under 300 bytes each. Rows and batches may arrive in any order and split
 * over any number of workers: everything read from an aggregator is ordered by (stretch, deployment).
 */
export class Aggregator {
  /** Rows held. */
  get size(): number {
    throw new Error('not built yet')
  }

  /** Takes one row over; the row itself is not kept. */
  add(_row: DeploymentRow): void {
    throw new Error('not built yet')
  }

  /** Moves all rows out, for another aggregator (in another thread) to {@link merge}. This one is empty afterwards. */
  drain(): RowBatch {
    throw new Error('not built yet')
  }

  /** Adds the rows of a batch. */
  merge(_batch: RowBatch): void {
    throw new Error('not built yet')
  }
}
