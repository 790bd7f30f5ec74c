import { Aggregator, type RowBatch } from '../../analysis/index.ts'

/** The rows of a batch as JSON can carry them; absent values are null. */
export interface RowData {
  readonly rows: number
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>
  readonly words: readonly string[]
  readonly critical: readonly (readonly [key: string, totalMs: number])[]
}

/** Everything that is counted of the rows, in a fixed order: equal rows give equal data, to the byte. Empties the aggregator. */
export function rowDataOf(aggregator: Aggregator): RowData {
  const batch = aggregator.drain()
  const columns = [...batch.columns].sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    rows: batch.rows,
    columns: Object.fromEntries(
      columns.map(({ name, values }) => [name, Array.from(values, (value) => (Number.isNaN(value) ? null : value))]),
    ),
    words: batch.words,
    critical: [...batch.critical].sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}

/** The opposite: an aggregator that holds these rows. */
export function aggregatorOf(data: RowData): Aggregator {
  const batch: RowBatch = {
    ...data,
    columns: Object.entries(data.columns).map(([name, values]) => ({
      name,
      values: Float64Array.from(values, (value) => value ?? Number.NaN),
    })),
  }
  const aggregator = new Aggregator()
  aggregator.merge(batch)
  return aggregator
}

/** Whether two batches are the same to the byte. */
export const identicalRows = (a: RowData, b: RowData): boolean => JSON.stringify(a) === JSON.stringify(b)
