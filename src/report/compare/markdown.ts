import type { CompareReport, SampleComparison } from '../../model/compare.ts'
import { formatSigned, formatWithInterval } from '../format/quantity.ts'
import { inline, markdownTable } from '../markdown/cell.ts'
import { limited } from '../markdown/limit.ts'
import { metricLabel } from '../wording/metric.ts'
import { compareSentences, meansText, sampleSentence, sourceLabel } from './wording.ts'

/** A comparison for a step summary or a merge request. */
export function compareMarkdown(report: CompareReport): string {
  const head = `### What differs\n\n${compareSentences(report)
    .map((sentence) => `- ${inline(sentence)}\n`)
    .join('')}\n`
  const sections = report.sources.slice(1).map((source, i) => {
    const rows = report.comparisons
      .filter(({ to, difference }) => to === i + 1 && difference.value !== 0)
      .map((comparison) => {
        const [before, after] = meansText(comparison)
        const { value, interval } = formatSigned(comparison.difference, comparison.unit)
        const difference = interval === null ? value : `${value} (${interval})`
        return [
          metricLabel(comparison.metric),
          before,
          after,
          difference,
          formatWithInterval(comparison.ratio, 'ratio'),
        ].map(inline)
      })
    const columns = [
      ['figure'],
      ['from', 'right'],
      ['to', 'right'],
      ['difference', 'right'],
      ['ratio', 'right'],
    ] as const
    return `**${inline(sourceLabel(source, report))}** against ${inline(sourceLabel(report.sources[0]!, report))}\n\n${markdownTable(columns, rows)}\n`
  })
  const notes = report.notes.map((note) => `> ${inline(note)}\n`)
  return limited([head, ...sections, notes.join('>\n')])
}

/** Two samples for a step summary. */
export function samplesMarkdown(comparison: SampleComparison): string {
  const rows = comparison.samples.map(({ file, column, n, mean, median }) =>
    [`${file}: ${column}`, String(n), String(mean), String(median)].map(inline),
  )
  const columns = [['sample'], ['n', 'right'], ['mean', 'right'], ['median', 'right']] as const
  return `${inline(sampleSentence(comparison))}\n\n${markdownTable(columns, rows)}`
}
