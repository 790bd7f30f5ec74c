import type { CheckedMetric, CheckReport, CheckStatus } from '../../model/check.ts'
import { whole } from '../format/number.ts'
import { blocks, noteLines } from '../terminal/report.ts'
import { type TerminalCell, type TerminalColumn, terminalTable } from '../terminal/table.ts'
import { type Paint, paintOf, plain, type TerminalOptions, WIDTH, wrapped } from '../terminal/text.ts'
import { figureLabel } from '../wording/metric.ts'
import { goalText, STATUS_SIGN, verdictReason } from '../wording/verdict.ts'
import {
  againstText,
  CHECK_SIGN,
  changeText,
  changeTitle,
  changeWorthText,
  checkedLabel,
  checkSentence,
  sidesOf,
  worthText,
} from './wording.ts'

const COLOR = { identical: 'green', pass: 'green', regression: 'red', inconclusive: 'yellow', fail: 'red' } as const

const LEGEND: readonly CheckStatus[] = ['regression', 'inconclusive', 'pass']
const NOT_GATING = '·'

/** The check for a terminal: the decision, what changed, what differs and what it is worth, targets that are not met. */
export function terminalCheck(report: CheckReport, options: TerminalOptions): string {
  const paint = paintOf(options)
  return blocks([
    titleLines(report, paint),
    decisionLines(report, paint),
    metricLines(report, paint),
    changeLines(report, paint),
    targetLines(report, paint),
    noteLines(report.notes, paint),
  ])
}

function titleLines(report: CheckReport, paint: Paint): string[] {
  const { scenario, runs, stretches, seed } = report
  const about = `${againstText(report)}; ${whole(runs)} paired deployments in ${whole(stretches)} stretches, seed ${seed}`
  return [paint('bold', plain(scenario.name)), ...wrapped(plain(about), WIDTH).map((line) => paint('dim', line))]
}

function decisionLines(report: CheckReport, paint: Paint): string[] {
  const { status } = report
  const lines = wrapped(plain(`${CHECK_SIGN[status]} ${status}: ${checkSentence(report)}`), WIDTH)
  return lines.map((line, i) => (i === 0 ? paint(COLOR[status], line) : line))
}

/** Gating metrics, and others that differ; those that are the same are only counted. */
function metricLines({ metrics, status }: CheckReport, paint: Paint): string[] {
  if (status === 'identical') return []
  const shown = metrics.filter((metric) => metric.status !== 'identical')
  if (shown.length === 0) return []
  const same = metrics.length - shown.length
  const rows = shown.map((metric): TerminalCell[] => [
    { text: plain(checkedLabel(metric)) },
    { text: sidesOf(metric)[0] },
    { text: sidesOf(metric)[1] },
    { text: changeText(metric), paint: (text) => paint('bold', text) },
    metric.gating
      ? { text: CHECK_SIGN[metric.status], paint: (text: string) => paint(COLOR[metric.status], text) }
      : { text: NOT_GATING, paint: (text: string) => paint('dim', text) },
  ])
  const columns: readonly TerminalColumn[] = [
    { title: '', align: 'left', least: 10 },
    { title: 'before', align: 'right', gap: 1 },
    { title: 'after', align: 'right' },
    { title: 'change', align: 'right' },
    { title: '', align: 'left', gap: 1 },
  ]
  const rest = [
    legendOf(shown),
    ...(same > 0
      ? [`${whole(same)} other ${same === 1 ? 'figure is' : 'figures are'} the same to the last digit`]
      : []),
  ]
  return [
    ...terminalTable(columns, rows, { heading: (text) => paint('dim', text) }),
    ...rest.map((line) => paint('dim', line)),
  ]
}

/** What the signs of the table mean, as far as they occur. */
function legendOf(shown: readonly CheckedMetric[]): string {
  const gating = new Set(shown.filter((metric) => metric.gating).map(({ status }) => status))
  const signs = LEGEND.filter((status) => gating.has(status)).map((status) => `${CHECK_SIGN[status]} ${status}`)
  return [...signs, ...(shown.every((metric) => metric.gating) ? [] : [`${NOT_GATING} does not gate`])].join('  ')
}

function changeLines({ code, changes, together, status }: CheckReport, paint: Paint): string[] {
  const items: [title: string, worth: string][] = changes.map((change) => [
    changeTitle(change),
    changeWorthText(change),
  ])
  if (code !== null && !code.identical)
    items.unshift(['seatrial itself, or code that the scenario imports', worthText(code.worth)])
  if (together !== null && status !== 'identical') items.push(['what they do together only', worthText(together)])
  if (items.length === 0)
    return status === 'identical' ? [] : ['The scenario is the same: the difference is one of code.']
  return [
    paint('bold', 'What differs, and what each difference is worth alone'),
    ...items.flatMap(([title, worth]) => [
      ...wrapped(plain(title), WIDTH),
      ...wrapped(plain(worth), WIDTH - 4).map((line) => `    ${line}`),
    ]),
  ]
}

function targetLines({ verdicts, metrics }: CheckReport, paint: Paint): string[] {
  const unit = (metric: string): string => metrics.find((one) => one.metric === metric)?.unit ?? 'ms'
  const missed = verdicts.filter(({ status }) => status === 'fail')
  const open = verdicts.filter(({ status }) => status === 'inconclusive').length
  const lines = missed.flatMap((verdict) => {
    const { metric, statistic, status } = verdict
    const text = `target missed: ${figureLabel(metric, statistic)} ${goalText(verdict, unit(metric))}: ${verdictReason(verdict, unit(metric))}`
    const [first = '', ...rest] = wrapped(plain(text), WIDTH - 2)
    return [`${paint(COLOR.fail, STATUS_SIGN[status])} ${first}`, ...rest.map((line) => `  ${line}`)]
  })
  if (open > 0)
    lines.push(
      paint(
        'dim',
        `${open} of ${verdicts.length} targets cannot be decided with so few deployments; \`seatrial run\` can`,
      ),
    )
  return lines
}
