import { type Command, Option } from 'commander'
import { type ReportFile, readReports } from '../../loading/read-report.ts'
import { InvalidInputError } from '../../model/errors.ts'
import type { Report } from '../../model/report.ts'
import {
  bencherJson,
  githubActionBenchmarkJson,
  gitlabMetrics,
  junitXml,
  prometheusText,
  renderReport,
  reportJson,
  summaryMarkdown,
  terminalReport,
} from '../../report/index.ts'
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts'
import { hasColor } from '../has-color.ts'
import { writeTextFile } from '../output/text-file.ts'

/** How finished reports can be rendered again, for whichever tool reads them. Those of one report refuse several. */
const RENDERINGS = {
  text: (reports, color) => reports.map((report) => terminalReport(report, { color })).join('\n'),
  markdown: (reports) => summaryMarkdown(reports),
  junit: (reports) => junitXml(reports),
  bencher: (reports) => bencherJson(reports),
  'github-action-benchmark': (reports) => githubActionBenchmarkJson(reports),
  prometheus: (reports) => prometheusText(reports),
  'gitlab-metrics': (reports) => gitlabMetrics(reports),
  json: ([report, ...others]) => reportJson(only('json', report, others)),
  html: ([report, ...others]) => renderReport(only('html', report, others)),
} as const satisfies Record<string, (reports: readonly Report[], color: boolean) => string>

type Rendering = keyof typeof RENDERINGS

interface Flags {
  readonly format: Rendering
  readonly out?: string
}

/** `seatrial report OUT…` */
export function addReportCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('report')
    .summary('render reports again, for another reader')
    .description('Renders reports that were made before: for CI, for a dashboard, for the terminal. Runs nothing.')
    .argument('<report...>', 'folders of --out, report.json, or suites')
    .addOption(new Option('--format <format>', 'what to make of them').choices(Object.keys(RENDERINGS)).default('text'))
    .option('--out <file>', 'write to this file; without it, to standard output')
    .action((paths: string[], flags: Flags) => end(render(paths, flags)))
}

function render(paths: readonly string[], { format, out }: Flags): ExitCode {
  const reports = paths.flatMap(reportsIn).map(({ report }) => report)
  const text = RENDERINGS[format](reports, out === undefined && hasColor(process.stdout))
  if (out === undefined) process.stdout.write(text)
  else writeTextFile(out, text)
  return EXIT_CODES.ok
}

function reportsIn(path: string): ReportFile[] {
  const reports = readReports(path)
  if (reports !== undefined) return reports
  throw refuse(path, 'this is not a report', 'name a folder that `seatrial run --out DIR` wrote')
}

function only(format: string, report: Report | undefined, others: readonly Report[]): Report {
  if (report !== undefined && others.length === 0) return report
  throw refuse(
    `--format ${format}`,
    `expected one report, got ${others.length + (report === undefined ? 0 : 1)}`,
    'name one of them',
  )
}

const refuse = (where: string, message: string, remedy: string): InvalidInputError =>
  new InvalidInputError(where, [{ path: '', message, remedy }])
