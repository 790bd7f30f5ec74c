import type { ExplainReport, LostTime, RunExplanation } from '../../model/explanation.ts'
import { columnOf, formatShare, formatValue } from '../format/quantity.ts'
import { attributionLines } from '../terminal/attributions.ts'
import { blocks, noteLines } from '../terminal/report.ts'
import { type TerminalColumn, terminalTable } from '../terminal/table.ts'
import { type Paint, paintOf, plain, type TerminalOptions, WIDTH, wrapped } from '../terminal/text.ts'
import { words } from '../wording/attribution.ts'
import { minuteKind, stepLabel } from '../wording/step.ts'
import { guardValueText } from './guard-value.ts'
import { counterfactualText, endingText, failureSentences } from './wording.ts'

/** Parts of the critical path that are shorter than this share of it are put together. */
const SHORT = 0.02
/** A loss or a gain is shown from this share of the median duration on. */
const NAMED = 0.02
/** Rows of the tables of lost time. */
const MOST = 6

/** An explanation for a terminal, 80 characters wide. */
export function terminalExplain(report: ExplainReport, options: TerminalOptions): string {
  const paint = paintOf(options)
  const batch = report.runs === 0 ? '' : `, ${report.runs} deployments, seed ${report.seed}`
  return blocks([
    [`${paint('bold', plain(report.scenario))}${paint('dim', batch)}`],
    attributionLines(report, paint),
    ...report.explained.flatMap((run) => runBlocks(run, paint)),
    guardLines(report, paint),
    noteLines(report.notes, paint),
  ])
}

function runBlocks(run: RunExplanation, paint: Paint): string[][] {
  const why = run.why === '' ? '' : ` (${words(run.why)})`
  const story = [endingText(run), ...failureSentences(run)]
  return [
    [paint('bold', `Deployment ${run.address}${why}`), ...wrapped(plain(story.join(' ')), WIDTH)],
    pathLines(run, paint),
    lostLines(run, paint),
    helpLines(run, paint),
  ]
}

function pathLines({ path }: RunExplanation, paint: Paint): string[] {
  const whole = path.reduce((sum, { ms }) => sum + ms, 0)
  if (whole === 0) return []
  const time = columnOf(Math.max(whole / 4, 60_000), 'ms')
  const long = path.filter(({ ms }) => ms >= SHORT * whole)
  const rest = path.filter(({ ms }) => ms < SHORT * whole)
  const waiting = path.filter(({ step }) => minuteKind(step) === 'waiting').reduce((sum, { ms }) => sum + ms, 0)
  const rows = long.map(({ fromMs, stage, step, job, ms }) => [
    { text: clock(fromMs), paint: (text: string) => paint('dim', text) },
    { text: plain(stage) },
    { text: stepLabel(step), paint: (text: string) => (minuteKind(step) === 'waiting' ? paint('yellow', text) : text) },
    { text: plain(job ?? 'several jobs'), paint: (text: string) => paint('dim', text) },
    { text: time(ms) },
    { text: formatShare(ms, whole), paint: (text: string) => paint('dim', text) },
  ])
  const shorter = rest.reduce((sum, { ms }) => sum + ms, 0)
  const columns: readonly TerminalColumn[] = [
    { title: 'at', align: 'right' },
    { title: 'stage', align: 'left', least: 10 },
    { title: 'what', align: 'left', least: 29 },
    { title: 'job', align: 'left', least: 8 },
    { title: 'took', align: 'right' },
    { title: '', align: 'right' },
  ]
  return [
    `${paint('bold', 'Where its time went')}  ${paint('dim', `critical path, ${formatValue(whole, 'ms')}, ${formatShare(waiting, whole)} of it waiting`)}`,
    ...terminalTable(columns, rows, { heading: (text) => paint('dim', text) }),
    ...(rest.length === 0
      ? []
      : [paint('dim', `and ${rest.length} shorter parts, ${formatValue(shorter, 'ms')} together`)]),
  ]
}

/** Hours and minutes since the trigger. */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

function lostLines(run: RunExplanation, paint: Paint): string[] {
  if (run.median === null || run.durationMs === null) return []
  const time = columnOf(Math.max(run.median.durationMs / 4, 60_000), 'ms')
  const rows = (lost: readonly LostTime[], label: (name: string) => string) =>
    lost
      .filter(({ lostMs }) => Math.abs(lostMs) >= NAMED * (run.median?.durationMs ?? 0))
      .slice(0, MOST)
      .map(({ name, ms, medianMs, lostMs }) => [
        { text: plain(label(name)) },
        { text: time(ms) },
        { text: time(medianMs) },
        {
          text: `${lostMs > 0 ? '+' : ''}${time(lostMs)}`,
          paint: (text: string) => paint(lostMs > 0 ? 'red' : 'green', text),
        },
      ])
  const columns = (title: string): readonly TerminalColumn[] => [
    { title, align: 'left', least: 12 },
    { title: 'this one', align: 'right' },
    { title: 'median', align: 'right' },
    { title: 'lost', align: 'right' },
  ]
  const heading = (text: string): string => paint('dim', text)
  const byStage = rows(run.lostByStage, (name) => name)
  const byStep = rows(run.lostByStep, stepLabel)
  if (byStage.length + byStep.length === 0) return []
  return [
    `${paint('bold', 'What it lost')}  ${paint('dim', `against the median deployment ${run.median.address} (${formatValue(run.median.durationMs, 'ms')})`)}`,
    ...terminalTable(columns('by stage'), byStage, { heading }),
    ...terminalTable(columns('by what it went into'), byStep, { heading }),
  ]
}

function helpLines(run: RunExplanation, paint: Paint): string[] {
  if (run.counterfactuals.length === 0) return []
  const lines = run.counterfactuals.flatMap((trial) => {
    const [first = '', ...rest] = wrapped(plain(counterfactualText(trial, run)), WIDTH - 2)
    return [`- ${first}`, ...rest.map((line) => `  ${line}`)]
  })
  return [`${paint('bold', 'What would have helped')}  ${paint('dim', 'replayed with the same draws')}`, ...lines]
}

function guardLines({ guards }: ExplainReport, paint: Paint): string[] {
  if (guards === null) return []
  const idle = guards.values.filter((value) => value.idle)
  const lines = guards.values
    .filter((value) => !value.idle)
    .flatMap((value) => {
      const [first = '', ...rest] = wrapped(plain(guardValueText(value, guards.runs)), WIDTH - 2)
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)]
    })
  const none =
    idle.length === 0
      ? []
      : wrapped(`Nothing of ${guards.runs} deployments depends on ${idle.map(({ label }) => label).join(', ')}.`, WIDTH)
  const about = `${guards.runs} deployments each, paired; 95 % intervals`
  return [
    `${paint('bold', 'What each guard is worth')}  ${paint('dim', about)}`,
    ...lines,
    ...none.map((line) => paint('dim', line)),
  ]
}
