import type { HistoryRun } from '../../model/history.ts'
import { whole } from '../format/number.ts'
import { formatValue, NONE } from '../format/quantity.ts'
import { blocks } from '../terminal/report.ts'
import { type TerminalColumn, terminalTable } from '../terminal/table.ts'
import { paintOf, plain, type TerminalOptions } from '../terminal/text.ts'

const COLUMNS: readonly TerminalColumn[] = [
  { title: 'when', align: 'left' },
  { title: 'commit', align: 'left', gap: 1 },
  { title: 'scenario', align: 'left', least: 10 },
  { title: '', align: 'left', gap: 1 },
  { title: 'deployments', align: 'right' },
  { title: 'mean', align: 'right' },
  { title: 'failed', align: 'right' },
]

/** Runs as a table: when, which commit, and their headline figures. `+` is a commit with changes on top. */
export function terminalHistory(runs: readonly HistoryRun[], options: TerminalOptions): string {
  const paint = paintOf(options)
  if (runs.length === 0) return 'no such runs\n'
  const rows = runs.map((run) => [
    { text: `${run.recordedAt.slice(0, 10)} ${run.recordedAt.slice(11, 16)}` },
    { text: run.commit === null ? NONE : plain(`${run.commit.slice(0, 7)}${run.dirty ? '+' : ''}`) },
    { text: plain(run.scenario) },
    { text: run.environment },
    { text: `${whole(run.runs)}${run.partial ? ' of more' : ''}` },
    { text: figure(run, 'deployment.duration', 'mean') },
    { text: figure(run, 'change.failure.rate', 'rate') },
  ])
  return blocks([terminalTable(COLUMNS, rows, { heading: (text) => paint('dim', text) })])
}

function figure(run: HistoryRun, metric: string, statistic: string): string {
  const found = run.figures.find((one) => one.metric === metric && one.statistic === statistic)
  return found === undefined ? NONE : formatValue(found.value, found.unit)
}
