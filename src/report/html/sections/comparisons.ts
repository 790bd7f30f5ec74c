import type { Comparison, SuiteReport } from '../../../model/report.ts'
import { formatSigned } from '../../format/quantity.ts'
import { type Markup, markup } from '../../markup.ts'
import { isShownFirst } from '../../pair.ts'
import { extent, intervalPlot } from '../../plot/interval.ts'
import { around } from '../../plot/scale.ts'
import { metricLabel } from '../../wording/metric.ts'
import { estimateText, table } from '../component.ts'
import type { Section } from '../document.ts'

/** A difference with its sign and its interval; `reference` picks the unit. */
export function signedText(estimate: Comparison['difference'], unit: string, reference?: number): Markup {
  const { value, interval } = formatSigned(estimate, unit, reference)
  return markup`<span class="figure"><b class="nowrap">${value}</b>${interval !== null && markup` <span class="interval-text">(${interval})</span>`}</span>`
}

function metricTable(metric: string, comparisons: readonly Comparison[]): Markup {
  const plots = comparisons.map(({ difference, label }) => ({ estimate: difference, zero: 0, label }))
  const scale = around(plots.flatMap(extent))
  const largest = Math.max(...comparisons.map(({ difference }) => Math.abs(difference.value ?? 0)))
  const rows = comparisons.map(({ label, from, to, unit, difference, ratio }, index) => [
    markup`<span title="${from} → ${to}">${label}</span>`,
    signedText(difference, unit, largest),
    intervalPlot(plots[index] ?? { estimate: difference, label }, scale),
    estimateText(ratio, 'ratio'),
  ])
  return markup`<h3>${metricLabel(metric)}</h3>${table([['what changes'], ['difference', 'number'], [''], ['of what it was', 'number']], rows, { label: `differences of ${metricLabel(metric)}`, className: 'wide forest' })}`
}

/** Paired differences with their intervals; an interval that stays clear of the line means that the change matters. */
export function comparisonsSection({ comparisons }: SuiteReport): Section {
  const metrics = [...new Set(comparisons.map(({ metric }) => metric))]
  const wanted = metrics.filter((metric) => comparisons.some((one) => one.metric === metric && isShownFirst(one)))
  const first = wanted.length > 0 ? wanted : metrics
  const rest = metrics.filter((metric) => !first.includes(metric))
  const tables = (names: readonly string[]): Markup =>
    markup`${names.map((metric) =>
      metricTable(
        metric,
        comparisons.filter((c) => c.metric === metric),
      ),
    )}`
  return {
    id: 'comparisons',
    title: 'What each change is worth',
    short: 'Changes',
    lead: 'Second scenario minus first, paired deployment by deployment. An interval that stays clear of the upright line at zero is a real difference.',
    content:
      comparisons.length === 0
        ? null
        : markup`${tables(first)}${rest.length > 0 && markup`<details><summary>${rest.length} more quantities</summary>${tables(rest)}</details>`}`,
  }
}
