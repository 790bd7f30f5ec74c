/** A table of text: its header, if it has one, and its rows with the line that each begins on. */
export interface CsvTable {
  /** Null when the first row holds numbers only. */
  readonly header: readonly string[] | null
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
  /** Numbers may have a decimal comma: the separator is another character. */
  readonly decimalComma: boolean
}

const SEPARATORS = [',', ';', '\t'] as const

/**
 * Reads CSV as RFC 4180 has it: quoted cells may hold separators, line feeds and doubled quotes. The separator is the comma,
 * the semicolon or the tab, whichever the first line has most of; empty lines are passed over. Never throws: a quote that
 * is not closed ends with the text.
 */
export function parseCsv(text: string): CsvTable {
  const plain = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(plain)
  const decimalComma = separator !== ','
  const rows = [...records(plain, separator)].filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const [first, ...rest] = rows
  if (first === undefined) return { header: null, rows, decimalComma }
  const numbers = first.cells.every((cell) => cell.trim() === '' || numberOf(cell, decimalComma) !== undefined)
  const header = numbers ? null : first.cells.map((cell) => cell.trim())
  return { header, rows: numbers ? rows : rest, decimalComma }
}

/** The number in a cell; undefined for anything else. A comma is a decimal one or none at all: thousands are not guessed. */
export function numberOf(cell: string, decimalComma = false): number | undefined {
  const text = decimalComma ? cell.trim().replace(',', '.') : cell.trim()
  return /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined
}

function separatorOf(text: string): string {
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const counts = SEPARATORS.map((separator) => line.split(separator).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ','
}

function* records(text: string, separator: string): Generator<{ line: number; cells: string[] }> {
  let line = 1
  let began = 1
  let cells: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string
    if (character === '\n') line++
    if (quoted) {
      if (character !== '"') cell += character
      else if (text[i + 1] === '"') cell += text[i++]
      else quoted = false
    } else if (character === '"' && cell.trim() === '') {
      cell = ''
      quoted = true
    } else if (character === separator) {
      cells.push(cell)
      cell = ''
    } else if (character === '\n') {
      yield { line: began, cells: [...cells, cell.replace(/\r$/, '')] }
      cells = []
      cell = ''
      began = line
    } else cell += character
  }
  if (cell !== '' || cells.length > 0) yield { line: began, cells: [...cells, cell] }
}
