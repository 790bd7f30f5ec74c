import type { Report } from '../../model/report.ts'
import { columnOf, formatWithInterval, NONE } from '../format/quantity.ts'
import { caughtText, endedText, guardText, letThroughText, words } from '../wording/attribution.ts'
import { type TerminalColumn, terminalTable } from './table.ts'
import { type Paint, plain, WIDTH, wrapped } from './text.ts'

/** Lines of a terminal; the rest is in report.html. */
const MOST = 8

const COLUMNS: readonly TerminalColumn[] = [
  { title: '', align: 'left', least: 14 },
  { title: 'of all deployments', align: 'right' },
  { title: 'recovery', align: 'right' },
]

/** What went wrong by its origin, and under each how it ended, who met it and what let it through; empty when nothing did. */
export function attributionLines({ attributions = [] }: Pick<Report, 'attributions'>, paint: Paint): string[] {
  if (attributions.length === 0) return []
  const shown = attributions.slice(0, MOST)
  const rows = shown.map((line) => [
    { text: plain(words(line.origin)), paint: (text: string) => paint('bold', text) },
    { text: formatWithInterval(line.rate, 'ratio') },
    {
      text:
        line.recovery === null ? NONE : columnOf(line.recovery.duration.value ?? 0, 'ms')(line.recovery.duration.value),
    },
  ])
  const [head = '', ...body] = terminalTable(COLUMNS, rows, { heading: (text) => paint('dim', text) })
  const lines = shown.flatMap((line, i) => [
    body[i] ?? '',
    ...[
      `ended: ${endedText(line)}; met first by: ${caughtText(line)}`,
      `${letThroughText(line)}; ${guardText(line)}`,
    ].flatMap((text) => wrapped(plain(text), WIDTH - 2).map((part) => paint('dim', `  ${part}`))),
  ])
  const left = attributions.length - shown.length
  const rest = left === 0 ? [] : [paint('dim', `and ${left} more, in report.html`)]
  return [paint('bold', 'What went wrong, and what let it through'), head, ...lines, ...rest]
}
