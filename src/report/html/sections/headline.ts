import type { Report, Verdict } from '../../../model/report.ts'
import { formatEstimate, formatExact } from '../../format/quantity.ts'
import { type HeadlineRow, headlineRows } from '../../headline.ts'
import { type Markup, markup } from '../../markup.ts'
import { intervalPlot } from '../../plot/interval.ts'
import { figuresName } from '../../wording/sampling.ts'
import { goalText, verdictReason } from '../../wording/verdict.ts'
import { chip, estimateText, noteList } from '../component.ts'
import type { Section } from '../document.ts'

/** Where an estimate should lie, for the shaded part of its plot. */
function wanted({ band, goal }: Verdict): { low: number | null; high: number | null } | null {
  if (band !== null) return band
  if (goal === undefined || goal.comparison === 'reproduces') return null
  return goal.comparison === 'at-most' ? { low: null, high: goal.value } : { low: goal.value, high: null }
}

function plot({ figure, verdict, published, unit, label }: HeadlineRow): Markup | null {
  const { value, interval } = figure === null ? { value: '', interval: null } : formatEstimate(figure, unit)
  const data = {
    estimate: figure,
    band: verdict === null ? null : wanted(verdict),
    published: published?.value ?? null,
    status: verdict?.status ?? null,
    label: `${label}: ${value}${interval === null ? '' : `, interval ${interval}`}`,
  }
  return figure !== null && (data.band !== null || data.published !== null) ? intervalPlot(data) : null
}

/** Columns that have any content. */
interface Used {
  readonly published: boolean
  readonly asked: boolean
}

function row(headline: HeadlineRow, used: Used): Markup {
  const { label, figure, unit, published, verdict } = headline
  const cell = (name: string, content: Markup | string | null): Markup =>
    markup`<td class="cell-${name}${content === null ? ' absent' : ''}${name === 'plot' ? ' plot-cell' : ''}">${content}</td>`
  return markup`<tr><th scope="row" class="cell-label">${label}</th>${[
    used.published &&
      cell(
        'published',
        published && markup`<span title="${published.source}">${formatExact(published.value, unit)}</span>`,
      ),
    cell('figure', estimateText(figure, unit, published?.value)),
    cell('plot', plot(headline)),
    used.asked && cell('goal', verdict && markup`<span title="${verdict.target}">${goalText(verdict, unit)}</span>`),
    used.asked &&
      cell('verdict', verdict && markup`<span title="${verdictReason(verdict, unit)}">${chip(verdict.status)}</span>`),
  ]}</tr>\n`
}

/** Published | simulated with interval | target | verdict, with the notes that a reader must see. */
export function headlineSection(report: Report): Section {
  const own = figuresName(report.environment)
  const rows = headlineRows(report)
  const used = {
    published: rows.some((row) => row.published !== null),
    asked: rows.some((row) => row.verdict !== null),
  }
  const columns = ['figure', used.published && 'published', own, '', used.asked && 'target', used.asked && 'verdict']
  const body = markup`<div class="scroll" tabindex="0" role="region" aria-label="figures and targets"><table class="headline"><thead><tr>${columns.map((name) => name !== false && markup`<th scope="col">${name}</th>`)}</tr></thead><tbody>
${rows.map((headline) => row(headline, used))}</tbody></table></div>
${noteList(report.notes)}`
  return {
    id: 'targets',
    title: 'Figures and targets',
    short: 'Targets',
    lead: [
      (used.published || used.asked) && `Dot and bar: ${own}, with its interval.`,
      used.published && 'Diamond: published.',
      used.asked && 'Green: where the figure should lie. Hover over a verdict for its reason.',
    ]
      .filter((sentence) => sentence !== false)
      .join(' '),
    content: body,
  }
}
