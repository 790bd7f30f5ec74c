import type { Comparison, Report, SuiteReport } from '../../model/report.ts'
import { formatSigned, formatWithInterval } from '../format/quantity.ts'
import { lastPart, sharedNotes } from '../notes.ts'
import { mainPair, type Pair } from '../pair.ts'
import { metricLabel } from '../wording/metric.ts'
import { headlineLines, verdictLines } from './headline.ts'
import { minutesLines } from './minutes.ts'
import { predictedLines } from './predicted.ts'
import { blocks, noteLines, titleLines } from './report.ts'
import { type TerminalCell, type TerminalColumn, terminalTable } from './table.ts'
import { type Paint, paintOf, plain, type TerminalOptions, WIDTH, wrapped } from './text.ts'

interface ComparisonColumn extends TerminalColumn {
  readonly of: (comparison: Comparison) => TerminalCell
}

/** Where all comparisons are about one figure its name is over them; else it stands with each. */
function comparisonLines({ comparisons }: SuiteReport, paint: Paint): string[] {
  const shown = comparisons.filter(({ metric, main = metric === 'deployment.duration' }) => main)
  if (shown.length === 0) return []
  const [only = '', ...others] = new Set(shown.map(({ metric }) => metric))
  const what: ComparisonColumn = {
    ...{ title: 'what changes', align: 'left', least: 12, wraps: true },
    of: ({ label }) => ({ text: plain(label) }),
  }
  const by: ComparisonColumn = {
    ...{ title: others.length === 0 ? metricLabel(only) : 'by', align: 'right' },
    of: ({ difference, unit }) => {
      const { value, interval } = formatSigned(difference, unit)
      const text = interval === null ? value : `${value} (${interval})`
      return { text, paint: (cell) => paint('bold', cell) }
    },
  }
  const figure: ComparisonColumn = {
    ...{ title: 'in', align: 'left', least: 12, wraps: true },
    of: ({ metric }) => ({ text: metricLabel(metric) }),
  }
  const ratio: ComparisonColumn = {
    ...{ title: 'of what it was', align: 'right' },
    of: (one) => ({ text: formatWithInterval(one.ratio, 'ratio') }),
  }
  const columns = others.length === 0 ? [what, by, ratio] : [what, figure, by]
  const rows = shown.map((one) => columns.map(({ of }) => of(one)))
  return [
    ...terminalTable(columns, rows, { heading: (text) => paint('dim', text) }),
    ...wrapped(plain(certainty(shown)), WIDTH),
  ]
}

/** Which of the differences are more than chance; nothing where there are no intervals. */
function certainty(comparisons: readonly Comparison[]): string {
  const judged = comparisons.filter(({ difference: { low, high } }) => low !== null && high !== null)
  const unsure = judged.filter(({ difference: { low, high } }) => (low ?? 0) <= 0 && (high ?? 0) >= 0)
  if (judged.length === 0) return ''
  if (unsure.length === 0) return 'Every interval excludes zero.'
  return `No difference is shown by these intervals, which include zero: ${unsure.map(({ label }) => label).join('; ')}.`
}

function factorialLines({ factorial }: SuiteReport, paint: Paint): string[] {
  if (factorial === null) return []
  return [paint('bold', 'Why the sum of the parts is not the whole'), ...wrapped(plain(factorial.explanation), WIDTH)]
}

const pairLines = (pair: Pair, paint: Paint): string[] =>
  minutesLines(
    [pair.before, pair.after].map((report) => ({ name: lastPart(report.scenario.name), report })),
    paint,
  )

/**
 * A suite for a terminal: the figures of every scenario that has targets or published figures, where the minutes go before
 * and after, what each change is worth.
 */
export function terminalSuite(suite: SuiteReport, reports: readonly Report[], options: TerminalOptions): string {
  const paint = paintOf(options)
  const pair = mainPair(suite, reports)
  const held = reports.filter(({ verdicts, published }) => verdicts.length > 0 || published.length > 0)
  const shown = held.length > 0 && suite.environment === 'sim' ? held : reports
  return blocks([
    ...shown.flatMap((report) => [
      [...titleLines(report, paint), '', ...headlineLines(report, paint)],
      verdictLines(report, paint),
      predictedLines(report, paint),
    ]),
    pair === null ? [] : pairLines(pair, paint),
    comparisonLines(suite, paint),
    factorialLines(suite, paint),
    noteLines(sharedNotes(shown), paint),
  ])
}
