import type { Report, SuiteReport } from '../../model/report.ts'
import { formatSigned, formatWithInterval } from '../format/quantity.ts'
import { lastPart, sharedNotes } from '../notes.ts'
import { mainPair, type Pair } from '../pair.ts'
import { headlineLines, verdictLines } from './headline.ts'
import { minutesLines } from './minutes.ts'
import { predictedLines } from './predicted.ts'
import { blocks, noteLines, titleLines } from './report.ts'
import { terminalTable } from './table.ts'
import { type Paint, paintOf, plain, type TerminalOptions, WIDTH, wrapped } from './text.ts'

function comparisonLines({ comparisons }: SuiteReport, paint: Paint): string[] {
  const shown = comparisons.filter(({ metric }) => metric === 'deployment.duration')
  if (shown.length === 0) return []
  const rows = shown.map(({ label, unit, difference, ratio }) => {
    const { value, interval } = formatSigned(difference, unit)
    return [
      { text: plain(label) },
      { text: interval === null ? value : `${value} (${interval})`, paint: (text: string) => paint('bold', text) },
      { text: formatWithInterval(ratio, 'ratio') },
    ]
  })
  const columns = [
    { title: 'what changes', align: 'left', least: 12 },
    { title: 'deployment time', align: 'right' },
    { title: 'of what it was', align: 'right' },
  ] as const
  return terminalTable(columns, rows, { heading: (text) => paint('dim', text) })
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
