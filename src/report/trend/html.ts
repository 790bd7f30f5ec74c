import type { Trend } from '../../model/trend.ts'
import { table } from '../html/component.ts'
import { page, type Section } from '../html/document.ts'
import { markup } from '../markup.ts'
import { trendPlot } from './svg.ts'
import { changeSentence, changesHeadline, trendValue } from './wording.ts'

/** Trends as one page that needs nothing else: a chart each, its change points, and the runs as a table. */
export function renderTrends(title: string, trends: readonly Trend[]): string {
  return page({
    title: `${title} · seatrial`,
    header: markup`<div class="brand"><span><b>seatrial</b> · history</span></div><h1>${title}</h1>`,
    sections: trends.map(section),
    footer: markup`Change points by E-divisive (Matteson and James 2014), kept at a permutation p of at most 0.01. They are advice: a slow drift shows as steps.`,
  })
}

function section(trend: Trend, index: number): Section {
  const changes = trend.changePoints.map((change) => markup`<li>${changeSentence(trend, change)}</li>`)
  const interval = (low: number | null, high: number | null): string =>
    low === null || high === null ? '–' : `${trendValue(low, trend.unit)} to ${trendValue(high, trend.unit)}`
  const rows = trend.points.map(({ label, value, low, high }) => [
    label,
    trendValue(value, trend.unit),
    interval(low, high),
  ])
  const runs = table([['run'], ['value', 'number'], ['95 % interval', 'number']], rows, {
    label: `runs of ${trend.title}`,
  })
  return {
    id: `trend-${index + 1}`,
    title: trend.title,
    short: trend.title,
    lead: changesHeadline(trend),
    content: markup`${trendPlot(trend)}${changes.length > 0 && markup`<ul>${changes}</ul>`}<details><summary>${trend.points.length} runs</summary>${runs}</details>`,
  }
}
