import type { Report, SuiteReport } from '../../model/report.ts'
import { formatSigned, formatWithInterval } from '../format/quantity.ts'
import { isShownFirst } from '../pair.ts'
import { metricLabel } from '../wording/metric.ts'
import { inline, markdownTable } from './cell.ts'
import { limited } from './limit.ts'
import { summaryMarkdown } from './summary.ts'

function comparisons({ comparisons: all }: SuiteReport): string {
  const shown = all.filter(isShownFirst)
  if (shown.length === 0) return ''
  const rows = shown.map(({ label, metric, unit, difference, ratio }) => {
    const { value, interval } = formatSigned(difference, unit)
    return [
      inline(label),
      metricLabel(metric),
      interval === null ? value : `${value} (${interval})`,
      formatWithInterval(ratio, 'ratio'),
    ]
  })
  return `${markdownTable([['what changes'], ['figure'], ['difference', 'right'], ['of what it was', 'right']], rows)}\n`
}

/** summary.md of a suite: the comparisons, then each scenario, as far as the size of a step summary allows. */
export function suiteMarkdown(suite: SuiteReport, reports: readonly Report[]): string {
  const { name, description } = suite.suite
  const why = suite.factorial === null ? '' : `${inline(suite.factorial.explanation)}\n\n`
  const head = `## ${inline(name)}\n\n${description === '' ? '' : `${inline(description)}\n\n`}${comparisons(suite)}${why}`
  return limited([head, ...reports.map((report) => summaryMarkdown([report]))])
}
