import type { Report, ReportEstimate, SuiteReport } from '../../../model/report.ts'
import { figureOf, unitOf } from '../../figure.ts'
import { type Markup, markup } from '../../markup.ts'
import { extent, intervalPlot } from '../../plot/interval.ts'
import { around } from '../../plot/scale.ts'
import { metricLabel } from '../../wording/metric.ts'
import { estimateText, table } from '../component.ts'
import type { Section } from '../document.ts'
import { signedText } from './comparisons.ts'

type Factorial = NonNullable<SuiteReport['factorial']>

/** The four cells with the mean of each, where the suite names them. */
function matrix({ cells, metric, first, second }: Factorial, reports: readonly Report[]): Markup | false {
  if (cells === undefined) return false
  const cell = (name: string): Markup => {
    const report = reports.find(({ scenario }) => scenario.name === name)
    const figure = report === undefined ? null : (figureOf(report, metric, 'mean') ?? figureOf(report, metric, 'rate'))
    return markup`<div>${estimateText(figure, report === undefined ? 'count' : unitOf(report, metric))}<span class="small muted cell-name">${name}</span></div>`
  }
  const head = (text: string, kind: string): Markup => markup`<div class="head ${kind}">${text}</div>`
  return markup`<div class="matrix">${head('', 'corner')}${head(`without ${second.label}`, 'column-head')}${head(`with ${second.label}`, 'column-head')}${head(`without ${first.label}`, 'row-head')}${cell(cells.neither)}${cell(cells.second)}${head(`with ${first.label}`, 'row-head')}${cell(cells.first)}${cell(cells.both)}</div>`
}

/** The 2 × 2 of two improvements: what each does alone, both together, and why the parts do not add up. */
export function factorialSection({ factorial }: SuiteReport, reports: readonly Report[]): Section {
  const base = { id: 'factorial', title: 'Two improvements, alone and together', short: '2 × 2' }
  if (factorial === null) return { ...base, content: null }
  const { first, second, both, interaction, metric, explanation } = factorial
  const unit = reports[0] === undefined ? 'ms' : unitOf(reports[0], metric)
  const lines: readonly (readonly [string, ReportEstimate])[] = [
    [`${first.label} alone`, first.effect],
    [`${second.label} alone`, second.effect],
    ['both together', both],
    ['together minus the sum of the parts', interaction],
  ]
  const plots = lines.map(([label, estimate]) => ({ estimate, zero: 0, label }))
  const scale = around(plots.flatMap(extent))
  const rows = lines.map(([label, estimate], index) => [
    label,
    signedText(estimate, unit, both.value ?? undefined),
    intervalPlot(plots[index] ?? { estimate, label }, scale),
  ])
  return {
    ...base,
    lead: `Effect on ${metricLabel(metric)}, everything else as before.`,
    content: markup`${matrix(factorial, reports)}
${table([['change'], ['effect', 'number'], ['']], rows, { label: 'effects', className: 'forest' })}
<h3>Why the sum of the parts is not the whole</h3><p>${explanation}</p>`,
  }
}
