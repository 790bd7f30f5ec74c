import { type Command, Option } from 'commander'
import { History, labelOf, type RunFilter, runOfReport, trendOf } from '../../history/index.ts'
import { readReports } from '../../loading/read-report.ts'
import { InvalidInputError } from '../../model/errors.ts'
import type { HistoryRun } from '../../model/history.ts'
import { suggestName } from '../../model/validation/near-name.ts'
import { historyCsv, historyJson, terminalHistory } from '../../report/history/index.ts'
import { figureLabel, renderTrends, terminalTrend } from '../../report/trend/index.ts'
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts'
import { wholeNumber } from '../flags.ts'
import { hasColor } from '../has-color.ts'
import { type OriginFlags, originOf } from '../origin.ts'
import { writeTextFile } from '../output/text-file.ts'

const DEFAULT_FILE = '.seatrial/history.db'

interface DatabaseFlags {
  readonly db: string
}

interface FilterFlags extends DatabaseFlags, RunFilter {}

interface TrendFlags extends FilterFlags {
  readonly metric: string
  readonly statistic?: string
  readonly html?: string
  readonly format: 'text' | 'json'
}

interface ExportFlags extends FilterFlags {
  readonly format: 'csv' | 'json'
  readonly out?: string
}

/** `seatrial history add|list|trend|export` */
export function addHistoryCommand(program: Command, end: (code: ExitCode) => void): void {
  const history = program
    .command('history')
    .summary('runs over time: keep, list, plot, export')
    .description(
      'Keeps the figures of runs in one SQLite file, with commit, host and scenario, and shows how they move.',
    )
  withDatabase(history.command('add').summary('add the reports of runs'))
    .description(
      'Adds reports (folders of --out, report.json, suites). A run that is there already is not added twice.',
    )
    .argument('<report...>', 'folders of --out, or report.json')
    .option('--commit <id>', "instead of git's own answer for the folder of the report")
    .option('--host <name>', 'instead of a description of the machine')
    .action(async (paths: string[], flags: DatabaseFlags & OriginFlags) => end(await add(paths, flags)))
  withFilter(history.command('list').summary('list runs, the oldest first'))
    .addOption(new Option('--format <format>', 'what is printed').choices(['text', 'json']).default('text'))
    .action(async (flags: FilterFlags & { format: 'text' | 'json' }) => end(await list(flags)))
  withFilter(history.command('trend').summary('plot a figure over time, with its change points'))
    .option('--metric <name>', 'figure to follow', 'deployment.duration')
    .option('--statistic <name>', 'mean, p50, p95 or rate (default: mean, and rate for rates)')
    .option('--html <file>', 'write the plot of every scenario to one page')
    .addOption(new Option('--format <format>', 'what is printed').choices(['text', 'json']).default('text'))
    .action(async (flags: TrendFlags) => end(await trend(flags)))
  withFilter(history.command('export').summary('write all figures as CSV or JSON'))
    .addOption(new Option('--format <format>', 'of the file').choices(['csv', 'json']).default('csv'))
    .option('--out <file>', 'write to this file; without it, to standard output')
    .action(async (flags: ExportFlags) => end(await exported(flags)))
}

const withDatabase = (command: Command): Command =>
  command.option('--db <file>', 'the file that the history is kept in', DEFAULT_FILE)

const withFilter = (command: Command): Command =>
  withDatabase(command)
    .option('--scenario <name>', 'runs of this scenario only')
    .addOption(new Option('--environment <world>', 'runs on this one only').choices(['sim', 'kind']))
    .option('--last <n>', 'the last so many runs', wholeNumber(1))

async function add(paths: readonly string[], flags: DatabaseFlags & OriginFlags): Promise<ExitCode> {
  const files = paths.flatMap((path) => {
    const reports = readReports(path)
    if (reports !== undefined) return reports
    throw refuse(path, 'this is not a report', 'name a folder that `seatrial run --out DIR` wrote')
  })
  using history = await History.open(flags.db, { create: true })
  const runs = files.map(({ report, folder }) => runOfReport(report, originOf(folder, flags)))
  const added = runs.filter((run) => history.add(run)).length
  const known = runs.length - added
  process.stdout.write(`${added} added to ${flags.db}${known === 0 ? '' : `, ${known} there already`}\n`)
  return EXIT_CODES.ok
}

async function list(flags: FilterFlags & { format: 'text' | 'json' }): Promise<ExitCode> {
  using history = await History.open(flags.db, { create: false })
  const runs = history.list(flags)
  const text = flags.format === 'json' ? historyJson(runs) : terminalHistory(runs, { color: hasColor(process.stdout) })
  process.stdout.write(text)
  return EXIT_CODES.ok
}

async function trend(flags: TrendFlags): Promise<ExitCode> {
  using history = await History.open(flags.db, { create: false })
  const statistic = flags.statistic ?? (flags.metric.endsWith('.rate') ? 'rate' : 'mean')
  const series = Map.groupBy(history.list(flags), ({ scenario, environment }) => `${scenario} on ${environment}`)
  requireFigure([...series.values()].flat(), flags.metric, statistic)
  const figure = figureLabel(flags.metric, statistic)
  const trends = [...series].map(([name, runs]) =>
    trendOf(`${figure}: ${name}`, runs, { metric: flags.metric, statistic }),
  )
  if (flags.html !== undefined) writeTextFile(flags.html, renderTrends(figure, trends))
  if (flags.format === 'json') process.stdout.write(`${JSON.stringify({ trends }, null, 2)}\n`)
  else for (const one of trends) process.stdout.write(terminalTrend(one, { color: hasColor(process.stdout) }))
  return EXIT_CODES.ok
}

async function exported({ format, out, ...flags }: ExportFlags): Promise<ExitCode> {
  using history = await History.open(flags.db, { create: false })
  const runs = history.list(flags)
  const text = format === 'json' ? historyJson(runs) : historyCsv(runs)
  if (out === undefined) process.stdout.write(text)
  else writeTextFile(out, text)
  return EXIT_CODES.ok
}

function requireFigure(runs: readonly HistoryRun[], metric: string, statistic: string): void {
  if (runs.length === 0) throw refuse('history', 'there are no such runs', 'leave the filter out, or add runs')
  const figures = runs.flatMap((run) => run.figures)
  if (figures.some((figure) => figure.metric === metric && figure.statistic === statistic)) return
  const names = [...new Set(figures.map((figure) => figure.metric))]
  const message = `no run has a ${statistic} of "${metric}" (the last is of ${labelOf(runs.at(-1)!)})`
  throw refuse('history', message, suggestName(metric, names, 'metrics'))
}

const refuse = (where: string, message: string, remedy: string): InvalidInputError =>
  new InvalidInputError(where, [{ path: '', message, remedy }])
