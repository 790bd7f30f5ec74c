import { existsSync, readFileSync } from 'node:fs'
import type { InvalidInputError } from '../model/errors.ts'
import { suggestName } from '../model/validation/near-name.ts'
import { type CsvTable, numberOf, parseCsv } from './csv.ts'
import { fileProblem, messageOf } from './input-error.ts'

/** Numbers out of a CSV file, in its order. */
export interface NumericColumn {
  readonly file: string
  /** Name in the header, or the number of the column from 1. */
  readonly column: string
  readonly values: readonly number[]
}

/** The column that is meant when nobody names one. */
const USUAL = 'value'

/**
 * Reads one column: the one named, else `value`, else the first that holds numbers only. `FILE:COLUMN` names it with the
 * file. Throws InvalidInputError with the line when the file cannot be read or a cell is no number.
 */
export function readNumericColumn(file: string, column?: string): NumericColumn {
  if (column === undefined && !existsSync(file)) {
    const at = file.lastIndexOf(':')
    if (at > 1 && existsSync(file.slice(0, at))) return readNumericColumn(file.slice(0, at), file.slice(at + 1))
  }
  const table = parseCsv(readText(file))
  if (table.rows.length === 0) throw fileProblem(file, 'there are no rows in it', 'name a CSV file with numbers')
  const index = columnIndex(table, file, column)
  const values = table.rows.map(({ line, cells }) => {
    const value = numberOf(cells[index] ?? '', table.decimalComma)
    if (value !== undefined) return value
    const got = cells[index] === undefined ? 'no cell' : `"${cells[index]}"`
    throw fileProblem(`${file}:${line}`, `expected a number in column ${nameOf(table, index)}, got ${got}`, NUMBERS)
  })
  return { file, column: nameOf(table, index), values }
}

const NUMBERS = 'correct the cell, or choose another column with --column NAME'

function columnIndex(table: CsvTable, file: string, wanted: string | undefined): number {
  const { header } = table
  if (wanted !== undefined) return namedIndex(table, file, wanted)
  const usual = header?.findIndex((name) => name.toLowerCase() === USUAL) ?? -1
  if (usual >= 0) return usual
  const width = Math.max(...table.rows.map(({ cells }) => cells.length))
  const numeric = Array.from({ length: width }, (_, i) => i).find((i) =>
    table.rows.every(({ cells }) => numberOf(cells[i] ?? '', table.decimalComma) !== undefined),
  )
  if (numeric !== undefined) return numeric
  throw fileProblem(file, 'no column holds numbers only', 'choose a column with --column NAME, and correct its cells')
}

function namedIndex({ header, rows }: CsvTable, file: string, wanted: string): number {
  const named = header?.indexOf(wanted) ?? -1
  if (named >= 0) return named
  // A number counts columns from 1, with or without a header.
  const counted = /^\d+$/.test(wanted) ? Number(wanted) - 1 : -1
  if (counted >= 0 && rows.some(({ cells }) => counted < cells.length)) return counted
  throw unknownColumn(file, wanted, header ?? [])
}

const unknownColumn = (file: string, wanted: string, names: readonly string[]): InvalidInputError =>
  fileProblem(file, `there is no column "${wanted}"`, suggestName(wanted, names, 'columns'))

const nameOf = ({ header }: CsvTable, index: number): string => header?.[index] ?? String(index + 1)

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (!existsSync(file)) throw fileProblem(file, 'there is no such file', 'check the path', error)
    throw fileProblem(file, `it cannot be read: ${messageOf(error)}`, 'check the path and its permissions', error)
  }
}
