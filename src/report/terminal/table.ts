import { cut, lengthOf, WIDTH, wrapped } from './text.ts'

/** A column of a table: its title, where its text stands, and the fewest characters that it may be cut to. */
export interface TerminalColumn {
  readonly title: string
  readonly align: 'left' | 'right'
  /** Columns without it are never cut. */
  readonly least?: number
  /** Text that is too long, the title's too, goes on in further lines instead of being cut. */
  readonly wraps?: boolean
  /** Blanks before the column; 2 unless given, none before the first. */
  readonly gap?: number
}

/** A cell: its text, and how it is painted after it was cut. */
export interface TerminalCell {
  readonly text: string
  readonly paint?: (text: string) => string
}

const GAP = 2

const gapOf = ({ gap }: TerminalColumn, index: number): number => (index === 0 ? 0 : (gap ?? GAP))

/** Widths that fit: natural ones, then the columns that may be cut give way, the widest first. */
function widths(
  columns: readonly TerminalColumn[],
  rows: readonly (readonly TerminalCell[])[],
  most: number,
): number[] {
  const natural = columns.map(({ title }, index) =>
    Math.max(lengthOf(title), ...rows.map((row) => lengthOf(row[index]?.text ?? ''))),
  )
  const gaps = columns.reduce((sum, column, index) => sum + gapOf(column, index), 0)
  const total = (): number => natural.reduce((sum, width) => sum + width, gaps)
  while (total() > most) {
    const candidates = columns
      .map(({ least }, index) => ({ index, width: natural[index] ?? 0, least }))
      .filter(({ width, least }) => least !== undefined && width > least)
      .sort((a, b) => b.width - a.width)
    const widest = candidates[0]
    if (widest === undefined) break
    natural[widest.index] = widest.width - 1
  }
  return natural
}

/** A table without borders. No line is longer than `most` while the columns that may not be cut fit. */
export function terminalTable(
  columns: readonly TerminalColumn[],
  rows: readonly (readonly TerminalCell[])[],
  options: { readonly heading: (text: string) => string; readonly most?: number },
): string[] {
  const width = widths(columns, rows, options.most ?? WIDTH)
  const lines = (cells: readonly TerminalCell[]): string[] => {
    const texts = columns.map(({ wraps = false }, index) => {
      const { text } = cells[index] ?? { text: '' }
      return wraps ? wrapped(text, width[index] ?? 0) : [text]
    })
    const height = Math.max(1, ...texts.map(({ length }) => length))
    return Array.from({ length: height }, (_, row) =>
      line(cells.map((cell, i) => ({ ...cell, text: texts[i]?.[row] ?? '' }))),
    )
  }
  const line = (cells: readonly TerminalCell[]): string =>
    columns
      .map((column, index) => {
        const { text, paint } = cells[index] ?? { text: '' }
        const shown = cut(text, width[index] ?? 0)
        const blanks = ' '.repeat(Math.max(0, (width[index] ?? 0) - lengthOf(shown)))
        const painted = paint === undefined ? shown : paint(shown)
        return ' '.repeat(gapOf(column, index)) + (column.align === 'left' ? painted + blanks : blanks + painted)
      })
      .join('')
      .trimEnd()
  return [...lines(columns.map(({ title }) => ({ text: title, paint: options.heading }))), ...rows.flatMap(lines)]
}
