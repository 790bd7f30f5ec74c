import type { Report } from '../../model/report.ts'
import { samplingText } from '../wording/sampling.ts'
import { attributionLines } from './attributions.ts'
import { headlineLines, verdictLines } from './headline.ts'
import { minutesLines } from './minutes.ts'
import { predictedLines } from './predicted.ts'
import { rareFailureLines } from './rare.ts'
import { cut, lengthOf, type Paint, paintOf, plain, type TerminalOptions, WIDTH, wrapped } from './text.ts'

/** Name and extent of a report in one line, or in two when they do not fit. */
export function titleLines(report: Report, paint: Paint): string[] {
  const name = cut(plain(report.scenario.name), WIDTH)
  const about = `${samplingText(report)}, seed ${report.seed}`
  return lengthOf(name) + 2 + lengthOf(about) <= WIDTH
    ? [`${paint('bold', name)}  ${paint('dim', about)}`]
    : [paint('bold', name), ...wrapped(about, WIDTH).map((line) => paint('dim', line))]
}

/** Notes, wrapped. */
export const noteLines = (notes: readonly string[], paint: Paint): string[] =>
  notes.flatMap((note) => {
    const [first = '', ...rest] = wrapped(plain(note), WIDTH - 2)
    return [`${paint('yellow', '!')} ${first}`, ...rest.map((line) => `  ${line}`)]
  })

/** Blocks with an empty line between them, a line feed at the end; empty blocks are left out. */
export const blocks = (parts: readonly (readonly string[])[]): string =>
  `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`

/** The report of one scenario for a terminal: figures and verdicts, why targets are not met, where the minutes go, notes. */
export function terminalReport(report: Report, options: TerminalOptions): string {
  const paint = paintOf(options)
  return blocks([
    [...titleLines(report, paint), '', ...headlineLines(report, paint)],
    verdictLines(report, paint),
    predictedLines(report, paint),
    rareFailureLines(report, paint),
    minutesLines([{ name: report.scenario.name, report }], paint),
    attributionLines(report, paint),
    noteLines(report.notes, paint),
  ])
}
