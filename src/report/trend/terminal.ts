import type { Trend } from '../../model/trend.ts'
import { around } from '../plot/scale.ts'
import { blocks } from '../terminal/report.ts'
import { cut, type Paint, padded, paintOf, plain, type TerminalOptions, WIDTH, wrapped } from '../terminal/text.ts'
import { changeSentence, changesHeadline, trendValue } from './wording.ts'

const ROWS = 12
const LABEL = 11
const COLUMNS = WIDTH - LABEL - 1

/** A trend as characters: a point a run, its interval as a line, a dotted line where a new regime begins. */
export function terminalTrend(trend: Trend, options: TerminalOptions): string {
  const paint = paintOf(options)
  const sentences = trend.changePoints.flatMap((change) => wrapped(plain(changeSentence(trend, change)), WIDTH))
  return blocks([
    [paint('bold', cut(plain(trend.title), WIDTH)), paint('dim', changesHeadline(trend))],
    plotLines(trend, paint),
    sentences,
  ])
}

/** Points that fall into one column are drawn over each other; few points are spread over the width. */
function plotLines({ points, changePoints, unit }: Trend, paint: Paint): string[] {
  if (points.length === 0) return []
  const ends = points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value])
  const scale = around(ends, 0.04)
  const rowOf = (value: number): number => ROWS - 1 - Math.round(scale.at(value) * (ROWS - 1))
  const columns = Math.min(COLUMNS, Math.max(1, (points.length - 1) * 3 + 1))
  const columnOf = (index: number): number =>
    points.length === 1 ? 0 : Math.round((index * (columns - 1)) / (points.length - 1))
  const grid = Array.from({ length: ROWS }, () => Array.from({ length: columns }, () => ' '))
  const put = (row: number, column: number, mark: string): void => {
    grid[row]![column] = mark
  }
  for (const { index } of changePoints)
    for (let row = 0; row < ROWS; row++) put(row, Math.max(0, columnOf(index) - 1), '┊')
  points.forEach(({ low, high }, index) => {
    if (low === null || high === null) return
    for (let row = rowOf(high); row <= rowOf(low); row++) put(row, columnOf(index), '│')
  })
  points.forEach(({ value }, index) => {
    put(rowOf(value), columnOf(index), '●')
  })
  const level = (row: number): number => scale.low + ((ROWS - 1 - row) / (ROWS - 1)) * (scale.high - scale.low)
  const lines = grid.map((cells, row) => {
    const label = row % 3 === 0 || row === ROWS - 1 ? trendValue(level(row), unit) : ''
    return `${paint('dim', padded(label, LABEL - 1, 'right'))} ${paint('dim', '┤')}${cells.join('').trimEnd()}`
  })
  const first = plain(points[0]?.label ?? '')
  const last = points.length > 1 ? plain(points.at(-1)?.label ?? '') : ''
  const gap = Math.max(1, columns - first.length - last.length)
  return [...lines, paint('dim', `${' '.repeat(LABEL + 1)}${cut(first + ' '.repeat(gap) + last, COLUMNS)}`)]
}
