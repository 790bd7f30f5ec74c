import type { Report } from '../../../model/report.ts'
import { figureOf } from '../../figure.ts'
import { formatExact } from '../../format/quantity.ts'
import { type HeadlineRow, headlineRows } from '../../headline.ts'
import { markup, type Piece } from '../../markup.ts'
import { figureLabel } from '../../wording/metric.ts'
import { figuresName } from '../../wording/sampling.ts'
import { goalText } from '../../wording/verdict.ts'
import { chip, estimateText, table } from '../component.ts'
import type { Section } from '../document.ts'
import type { Pair } from './suite-hero.ts'

const id = (row: HeadlineRow): string => `${row.metric} ${row.statistic}`

/** The rows of one figure in one report: published, own figure, target and verdict in four cells. */
function cells(rows: readonly HeadlineRow[], report: Report, metric: string, statistic: string): Piece[] {
  const [row] = rows
  const verdicts = rows.flatMap(({ verdict, unit }) =>
    verdict === null
      ? []
      : [
          markup`<div class="nowrap">${chip(verdict.status)} <span class="small muted">${goalText(verdict, unit)}</span></div>`,
        ],
  )
  return [
    row?.published ? formatExact(row.published.value, row.unit) : '–',
    estimateText(row?.figure ?? figureOf(report, metric, statistic), row?.unit ?? 'count'),
    verdicts,
  ]
}

/** The headline figures of two scenarios next to each other. */
export function sideBySideSection(pair: Pair | null): Section {
  const base = { id: 'side-by-side', title: 'Before and after', short: 'Before and after' }
  if (pair === null) return { ...base, content: null }
  const sides = [pair.before, pair.after].map((report) => ({ report, rows: headlineRows(report) }))
  const figures = new Map(sides.flatMap(({ rows }) => rows.map((row) => [id(row), row] as const)))
  const body = [...figures.values()].map(({ metric, statistic }) => [
    figureLabel(metric, statistic),
    ...sides.flatMap(({ report, rows }) =>
      cells(
        rows.filter((row) => row.metric === metric && row.statistic === statistic),
        report,
        metric,
        statistic,
      ),
    ),
  ])
  const own = figuresName(pair.before.environment)
  const columns = (side: string) =>
    [[`${side}: published`, 'number'], [`${side}: ${own}`, 'number'], [`${side}: verdict`]] as const
  return {
    ...base,
    lead: `Before is ${pair.before.scenario.name}, after is ${pair.after.scenario.name}. Intervals in brackets.`,
    content: table([['figure'], ...columns('before'), ...columns('after')], body, {
      label: 'before and after',
      className: 'wider',
    }),
  }
}
