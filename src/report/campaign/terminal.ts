import {
  type CampaignReport,
  type FactorLevel,
  type MatrixRow,
  RESILIENCES,
  type Resilience,
} from '../../model/campaign.ts'
import { formatSigned, formatWithInterval, NONE } from '../format/quantity.ts'
import { blocks, noteLines } from '../terminal/report.ts'
import { type TerminalCell, type TerminalColumn, terminalTable } from '../terminal/table.ts'
import { NO_BREAK, type Paint, paintOf, plain, type TerminalOptions, WIDTH, wrapped } from '../terminal/text.ts'
import { countText, extentText, rowName, WAY } from './wording.ts'

/** One letter a way back, so that four policies with their intervals fit 80 characters. */
const LETTER: Readonly<Record<Resilience, string>> = {
  alone: 'A',
  approval: 'P',
  stopped: 'S',
  'by-hand': 'H',
  not: 'N',
}
const COLOR = { alone: 'green', approval: 'cyan', stopped: 'yellow', 'by-hand': 'red', not: 'magenta' } as const

/** Times of a column are in minutes, however short one of them is. */
const MINUTES = 600_000

/** A campaign for a terminal: the matrix, then what each factor does on average. */
export function terminalCampaign(report: CampaignReport, options: TerminalOptions): string {
  const paint = paintOf(options)
  return blocks([
    [
      paint('bold', plain(report.scenario)),
      ...wrapped(extentText(report), WIDTH).map((line) => paint('dim', line)),
      countText(report, RESILIENCES),
    ],
    matrixLines(report, paint),
    ...(['policy', 'tier'] as const).map((factor) => effectLines(report, factor, paint)),
    report.misses.flatMap((miss) => wrapped(plain(`✗ ${miss}`), WIDTH)),
    noteLines([...(report.stopped === null ? [] : [report.stopped]), ...report.notes], paint),
  ])
}

function matrixLines({ matrix, policies }: CampaignReport, paint: Paint): string[] {
  if (matrix.length === 0) return []
  const columns: readonly TerminalColumn[] = [
    { title: 'minutes to recover', align: 'left', least: 18 },
    ...policies.map((policy): TerminalColumn => ({ title: policy, align: 'left', least: 10, gap: 1 })),
  ]
  const rows = matrix.map((row) => [{ text: plain(rowName(row)) }, ...row.cells.map((cell) => cellOf(cell, paint))])
  const legend = RESILIENCES.map((way) => `${paint(COLOR[way], LETTER[way])} ${WAY[way]}`).join('  ')
  return [
    `${paint('bold', 'How it comes back')}  ${legend}`,
    ...terminalTable(columns, rows, { heading: (text) => paint('dim', text) }),
  ]
}

function cellOf(cell: MatrixRow['cells'][number], paint: Paint): TerminalCell {
  if (cell === null) return { text: '·', paint: (text) => paint('dim', text) }
  const { worst, timeToRecover } = cell
  const color = (text: string): string => paint(COLOR[worst], text)
  if (timeToRecover?.value == null) return { text: LETTER[worst], paint: color }
  const { value, low, high } = timeToRecover
  const interval = low === null || high === null ? '' : ` ${minutes(low, high)}–${minutes(high, high)}`
  return { text: `${LETTER[worst]} ${minutes(value, value)}${interval}`, paint: color }
}

/** Minutes with as few digits as say something. */
const minutes = (ms: number, scale: number): string => (ms / 60_000).toFixed(scale >= 600_000 ? 0 : 1)

function effectLines({ effects }: CampaignReport, factor: FactorLevel['factor'], paint: Paint): string[] {
  const levels = effects.filter((effect) => effect.factor === factor && effect.n > 0)
  if (levels.length < 2) return []
  const rows = levels.map(({ level, n, ways, timeToRecover, difference }) => [
    { text: level },
    ...RESILIENCES.map((way) => ({ text: n === 0 ? NONE : `${Math.round((100 * ways[way]) / n)} %` })),
    { text: formatWithInterval(timeToRecover, 'ms', MINUTES) },
    { text: difference === null ? '' : signed(difference) },
  ])
  const columns: readonly TerminalColumn[] = [
    { title: factor === 'policy' ? 'rollback policy' : 'service tier', align: 'left' },
    ...RESILIENCES.map((way): TerminalColumn => ({ title: LETTER[way], align: 'right', gap: 1 })),
    { title: 'time to recover', align: 'right', gap: 1, least: 13, wraps: true },
    { title: 'against the first', align: 'right', gap: 1, least: 17, wraps: true },
  ]
  return [
    `${paint('bold', factor === 'policy' ? 'What the policy does' : 'What the tier does')}  ${paint('dim', 'over all faults; the same trials, paired')}`,
    ...terminalTable(columns, rows, { heading: (text) => paint('dim', text) }),
  ]
}

function signed(difference: NonNullable<FactorLevel['difference']>): string {
  const { value, interval } = formatSigned(difference, 'ms', MINUTES)
  return interval === null ? value : `${value.replace(' min', '')} (${interval.replaceAll(' ', NO_BREAK)})`
}
