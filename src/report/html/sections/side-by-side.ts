import type { Report } from '../../../model/report.ts'
import { figureOf } from '../../figure.ts'
import { formatExact } from '../../format/quantity.ts'
import { type HeadlineRow, headlineRows } from '../../headline.ts'
import { markup, type Piece } from '../../markup.ts'
import { sharedNotes } from '../../notes.ts'
import type { Pair } from '../../pair.ts'
import { confidenceText, figuresName } from '../../wording/sampling.ts'
import { goalText } from '../../wording/verdict.ts'
import { chip, estimateText, noteList, table } from '../component.ts'
import type { Section } from '../document.ts'

const id = (row: HeadlineRow): string => `${row.metric} ${row.statistic}`

/** The rows of one figure in one report: published, own figure, target and verdict in four cells. */
function cells(rows: readonly HeadlineRow[], report: Report, figure: HeadlineRow): Piece[] {
  const [row] = rows
  const verdicts = rows.flatMap(({ verdict, unit }) =>
    verdict === null
      ? []
      : [
          markup`<div class="asked">${chip(verdict.status)}<div class="small muted nowrap">${goalText(verdict, unit)}</div></div>`,
        ],
  )
  return [
    row?.published ? formatExact(row.published.value, row.unit) : '–',
    estimateText(
      row?.figure ?? figureOf(report, figure.metric, figure.statistic),
      figure.unit,
      row?.published?.value ?? undefined,
    ),
    verdicts,
  ]
}

/** The headline figures of two scenarios next to each other. */
export function sideBySideSection(pair: Pair | null): Section {
  const base = { id: 'side-by-side', title: 'Before and after', short: 'Before and after' }
  if (pair === null) return { ...base, content: null }
  const sides = [pair.before, pair.after].map((report) => ({ report, rows: headlineRows(report) }))
  const figures = new Map(sides.flatMap(({ rows }) => rows.map((row) => [id(row), row] as const)))
  const body = [...figures.values()].map((figure) => [
    figure.label,
    ...sides.flatMap(({ report, rows }) =>
      cells(
        rows.filter((row) => id(row) === id(figure)),
        report,
        figure,
      ),
    ),
  ])
  const own = figuresName(pair.before.environment)
  const columns = [['published', 'number'], [own, 'number'], ['verdict']] as const
  return {
    ...base,
    lead: `Intervals in brackets, ${confidenceText(pair.before.sampling.confidence)}; below a verdict, what was asked for.`,
    content: [
      table([['figure'], ...columns, ...columns], body, {
        label: 'before and after',
        className: 'wider pairs',
        groups: [
          ['', 1],
          [pair.before.scenario.name, columns.length],
          [pair.after.scenario.name, columns.length],
        ],
      }),
      noteList(sharedNotes([pair.before, pair.after])),
    ],
  }
}
