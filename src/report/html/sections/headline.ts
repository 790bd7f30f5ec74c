import type { Report, Verdict } from '../../../model/report.ts'
import { formatEstimate, formatExact } from '../../format/quantity.ts'
import { type HeadlineRow, headlineRows } from '../../headline.ts'
import { type Markup, markup } from '../../markup.ts'
import { intervalPlot } from '../../plot/interval.ts'
import { figuresName } from '../../wording/sampling.ts'
import { goalText, verdictReason } from '../../wording/verdict.ts'
import { chip, estimateText } from '../component.ts'
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

function row(headline: HeadlineRow): Markup {
  const { label, figure, unit, published, verdict } = headline
  const cell = (name: string, content: Markup | string | null): Markup =>
    markup`<td class="cell-${name}${content === null ? ' absent' : ''}${name === 'plot' ? ' plot-cell' : ''}">${content}</td>`
  return markup`<tr><th scope="row" class="cell-label">${label}</th>${[
    cell(
      'published',
      published && markup`<span title="${published.source}">${formatExact(published.value, unit)}</span>`,
    ),
    cell('figure', estimateText(figure, unit)),
    cell('plot', plot(headline)),
    cell('goal', verdict && markup`<span title="${verdict.target}">${goalText(verdict, unit)}</span>`),
    cell('verdict', verdict && markup`<span title="${verdictReason(verdict, unit)}">${chip(verdict.status)}</span>`),
  ]}</tr>\n`
}

/** Published | simulated with interval | target | verdict, with the notes that a reader must see. */
export function headlineSection(report: Report): Section {
  const own = figuresName(report.environment)
  const columns = ['figure', 'published', own, '', 'target', 'verdict']
  const notes = report.notes.map((note) => markup`<li>${note}</li>`)
  const body = markup`<div class="scroll"><table class="headline"><thead><tr>${columns.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead><tbody>
${headlineRows(report).map(row)}</tbody></table></div>
${notes.length > 0 && markup`<h3>To be read with it</h3><ul class="note-list">${notes}</ul>`}`
  return {
    id: 'targets',
    title: 'Figures and targets',
    short: 'Targets',
    lead: markup`Dot and bar: ${own}, with its interval. Diamond: published. Green: where the figure should lie. Hover over a verdict for its reason.`,
    content: body,
  }
}
