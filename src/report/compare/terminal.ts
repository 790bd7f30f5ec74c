import type { CompareReport, SampleComparison } from '../../model/compare.ts'
import { whole } from '../format/number.ts'
import { formatSigned, formatValue } from '../format/quantity.ts'
import { blocks, noteLines } from '../terminal/report.ts'
import { type TerminalColumn, terminalTable } from '../terminal/table.ts'
import { type Paint, paintOf, plain, type TerminalOptions, WIDTH, wrapped } from '../terminal/text.ts'
import { metricLabel } from '../wording/metric.ts'
import { compareSentences, meansText, sampleSentence, sourceLabel } from './wording.ts'

/**
 * What differs, in sentences first and in a table after that; figures that are the same are left out of it. The interval of the
 * difference is there in full; that of the ratio is in the other formats.
 */
export function terminalCompare(report: CompareReport, options: TerminalOptions): string {
  const paint = paintOf(options)
  const sentences = compareSentences(report).flatMap((sentence) => wrapped(plain(sentence), WIDTH))
  const others = report.sources.slice(1).map((_, i) => tableLines(report, i + 1, paint))
  return blocks([sourceLines(report, paint), sentences, ...others, noteLines(report.notes, paint)])
}

function sourceLines(report: CompareReport, paint: Paint): string[] {
  return report.sources.map((source, i) => {
    const about = `${whole(source.runs)} deployments on ${source.environment}, seed ${source.seed}`
    return `${i === 0 ? 'from' : '  to'} ${paint('bold', plain(sourceLabel(source, report)))}  ${paint('dim', about)}`
  })
}

const PAIRINGS = {
  paired: 'paired deployment by deployment',
  independent: 'as independent runs',
  'from-intervals': 'from the intervals of the reports',
} as const

function tableLines(report: CompareReport, to: number, paint: Paint): string[] {
  const all = report.comparisons.filter((comparison) => comparison.to === to)
  const shown = all.filter(({ difference }) => difference.value !== 0)
  const [first] = all
  if (first === undefined) return ['The two have no figure in common.']
  const rows = shown.map((comparison) => {
    const [before, after] = meansText(comparison)
    const { value, interval } = formatSigned(comparison.difference, comparison.unit)
    return [
      { text: plain(metricLabel(comparison.metric)) },
      { text: before },
      { text: after },
      { text: interval === null ? value : `${value} (${interval})`, paint: (text: string) => paint('bold', text) },
      { text: formatValue(comparison.ratio.value, 'ratio') },
    ]
  })
  const columns: readonly TerminalColumn[] = [
    { title: '', align: 'left', least: 10 },
    { title: 'from', align: 'right', gap: 1 },
    { title: 'to', align: 'right', gap: 1 },
    { title: 'difference', align: 'right' },
    { title: 'ratio', align: 'right' },
  ]
  const same = all.length - shown.length
  return [
    paint('dim', `${plain(sourceLabel(report.sources[to]!, report))}, ${PAIRINGS[first.pairing]}`),
    ...terminalTable(columns, rows, { heading: (text) => paint('dim', text) }),
    ...(same > 0 ? [paint('dim', `${whole(same)} other ${same === 1 ? 'figure is' : 'figures are'} the same`)] : []),
  ]
}

/** Two columns of timings for a terminal. */
export function terminalSamples(comparison: SampleComparison, options: TerminalOptions): string {
  const paint = paintOf(options)
  const rows = comparison.samples.map(({ file, column, n, mean, median }) => [
    { text: plain(`${file}: ${column}`) },
    { text: whole(n) },
    { text: String(mean) },
    { text: String(median) },
  ])
  const columns: readonly TerminalColumn[] = [
    { title: '', align: 'left', least: 10 },
    { title: 'n', align: 'right' },
    { title: 'mean', align: 'right' },
    { title: 'median', align: 'right' },
  ]
  return blocks([
    terminalTable(columns, rows, { heading: (text) => paint('dim', text) }),
    wrapped(plain(sampleSentence(comparison)), WIDTH),
  ])
}
