import { type Options, stringify } from 'csv-stringify/sync'

/** What a cell may hold; null is an empty cell, truth values are written `true` and `false`. */
export type Cell = string | number | boolean | null

/**
 * RFC 4180 with line feeds. Text that a spreadsheet would run as a formula gets a leading apostrophe: messages carry names
 * out of imported manifests.
 */
const OPTIONS: Options = {
  record_delimiter: '\n',
  escape_formulas: true,
  cast: { boolean: (value) => String(value) },
}

/** Rows as CSV text, line ends included. */
export const csvText = (rows: readonly (readonly Cell[])[]): string => stringify(rows as Cell[][], OPTIONS)

/** Rows held in memory at a time. */
const CHUNK = 1_000

/** The header, then chunks of rows, as they are asked for: a file of any length in the memory of one chunk. */
export function* csvChunks<Row>(
  header: readonly string[],
  rows: Iterable<Row>,
  cells: (row: Row) => readonly (readonly Cell[])[],
): Generator<string> {
  yield csvText([header])
  let chunk: (readonly Cell[])[] = []
  for (const row of rows) {
    chunk.push(...cells(row))
    if (chunk.length < CHUNK) continue
    yield csvText(chunk)
    chunk = []
  }
  if (chunk.length > 0) yield csvText(chunk)
}
