import type { Report, Verdict } from '../../model/report.ts'
import { unitOf } from '../figure.ts'
import { formatExact, formatWithInterval, NONE } from '../format/quantity.ts'
import { headlineRows } from '../headline.ts'
import { figureLabel, metricLabel, statisticLabel } from '../wording/metric.ts'
import { figuresName } from '../wording/sampling.ts'
import { goalText, hasReason, STATUS_SIGN, verdictReason } from '../wording/verdict.ts'
import { type TerminalCell, type TerminalColumn, terminalTable } from './table.ts'
import { type Paint, plain, WIDTH, wrapped } from './text.ts'

const COLOR = { pass: 'green', fail: 'red', inconclusive: 'yellow' } as const

const SHORT: Readonly<Record<string, string>> = {
  'deployment.duration': 'deployment',
  'change.failure.rate': 'change failures',
  'pipeline.failure.rate': 'pipeline failures',
  'recovery.duration': 'recovery',
}

/** A figure in fewer words than its full label, so that the table fits. */
const short = (metric: string, statistic: string): string =>
  plain(`${SHORT[metric] ?? metricLabel(metric)} ${statisticLabel(statistic)}`.trim())

const verdictCell = (verdict: Verdict | null, paint: Paint): TerminalCell =>
  verdict === null
    ? { text: '' }
    : {
        text: `${STATUS_SIGN[verdict.status]} ${verdict.status}`,
        paint: (text) => paint(COLOR[verdict.status], text),
      }

/** Published | simulated with interval | target | verdict, at most 80 characters wide; columns without content are left out. */
export function headlineLines(report: Report, paint: Paint): string[] {
  const rows = headlineRows(report).map(({ metric, statistic, unit, published, figure, verdict }): TerminalCell[] => [
    { text: short(metric, statistic) },
    { text: published === null ? '' : formatExact(published.value, unit) },
    {
      text: figure === null ? NONE : formatWithInterval(figure, unit, published?.value),
      paint: (text: string) => paint('bold', text),
    },
    { text: verdict === null ? '' : plain(goalText(verdict, unit)) },
    verdictCell(verdict, paint),
  ])
  const columns: readonly TerminalColumn[] = [
    { title: '', align: 'left', least: 10 },
    { title: 'published', align: 'right', least: 9, gap: 1 },
    { title: figuresName(report.environment), align: 'right' },
    { title: 'target', align: 'right', least: 8 },
    { title: 'verdict', align: 'left', gap: 1 },
  ]
  const used = columns.map((_, index) => index === 0 || rows.some((row) => row[index]?.text !== ''))
  const keep = <T>(cells: readonly T[]): T[] => cells.filter((_, index) => used[index])
  return terminalTable(keep(columns), rows.map(keep), { heading: (text) => paint('dim', text) })
}

/** A line (or more, when it is long) for each target that is not met, or whose deployments count as fewer, with the reason. */
export function verdictLines(report: Report, paint: Paint): string[] {
  return report.verdicts.filter(hasReason).flatMap((verdict) => {
    const { status, metric, statistic } = verdict
    const text = `${figureLabel(metric, statistic)}: ${verdictReason(verdict, unitOf(report, metric))}`
    const [first = '', ...rest] = wrapped(plain(text), WIDTH - 2)
    return [`${paint(COLOR[status], STATUS_SIGN[status])} ${first}`, ...rest.map((line) => `  ${line}`)]
  })
}
