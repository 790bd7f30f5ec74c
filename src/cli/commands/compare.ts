import { type Command, Option } from 'commander'
import { compareSamples } from '../../experiment/compare/compare-samples.ts'
import { compareSources, type Source } from '../../experiment/compare/compare-sources.ts'
import { type NamedScenario, simulateSources } from '../../experiment/compare/simulate-sources.ts'
import { DEFAULT_CHECK_RUNS } from '../../experiment/gate/default-runs.ts'
import { spreadOf } from '../../experiment/gate/spread-plan.ts'
import { deploymentsPerStretch } from '../../experiment/stretch.ts'
import { loadScenario } from '../../loading/load.ts'
import { readNumericColumn } from '../../loading/numeric-column.ts'
import { readReports } from '../../loading/read-report.ts'
import type { CompareReport, SampleComparison } from '../../model/compare.ts'
import { InvalidInputError } from '../../model/errors.ts'
import {
  compareJson,
  compareMarkdown,
  samplesJson,
  samplesMarkdown,
  terminalCompare,
  terminalSamples,
} from '../../report/compare/index.ts'
import { errorText } from '../error-text.ts'
import { EXIT_CODES, type ExitCode, exitCodeOfError } from '../exit-codes.ts'
import { FORMATS, type Format, share, timeLimit, wholeNumber } from '../flags.ts'
import { hasColor } from '../has-color.ts'
import { type Interruption, listenForInterruption } from '../interruption.ts'
import { startProgress } from '../progress/start-progress.ts'
import { sourceOfReport } from '../report-source.ts'

interface Flags {
  readonly samples?: boolean
  readonly column?: string
  readonly paired?: boolean
  readonly confidence: number
  readonly runs?: number
  readonly seed?: number
  readonly workers?: number
  readonly format: Format
  readonly timeout?: number
  readonly quiet?: boolean
}

/** `seatrial compare A B…` and `seatrial compare --samples a.csv b.csv` */
export function addCompareCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('compare')
    .summary('how reports, scenarios or two columns of timings differ')
    .description(
      'Compares reports (folders of --out, report.json, suites) and scenarios with the first of them: paired where the ' +
        'deployments have the same draws, with effect sizes and 95 % intervals. With --samples: two columns of CSV files. ' +
        'Exits with 0 whatever the difference is; `seatrial check` is the gate.',
    )
    .argument('<what...>', 'two or more of them; with --samples two files, or FILE:COLUMN')
    .option('--samples', 'compare two columns of numbers from elsewhere')
    .option('--column <name>', 'of the samples (default: "value", or the first that holds numbers only)')
    .option('--paired', 'row i of both samples belongs together')
    .option('--confidence <share>', 'of the intervals of samples', share, 0.95)
    .option(
      '--runs <n>',
      `deployments of each scenario (default: the first report's, else ${DEFAULT_CHECK_RUNS})`,
      wholeNumber(1),
    )
    .option('--seed <n>', "seed of the scenarios (default: the first report's, else 1)", wholeNumber(0))
    .option('--workers <n>', 'threads (default: one a processor); has no influence on the results', wholeNumber(1))
    .addOption(new Option('--format <format>', 'what is printed').choices(FORMATS).default('text'))
    .option('--timeout <time>', 'stop after this time, such as 90s or 10min', timeLimit)
    .option('--quiet', 'print neither progress nor the text report')
    .action(async (what: string[], flags: Flags) =>
      end(flags.samples ? samples(what, flags) : await compare(what, flags)),
    )
}

function samples(files: readonly string[], flags: Flags): ExitCode {
  const [a, b] = files.map((file) => readNumericColumn(file, flags.column))
  if (a === undefined || b === undefined || files.length > 2)
    throw refusal(`expected two samples, got ${files.length}`, 'name two CSV files, or one twice as FILE:COLUMN')
  if (flags.paired && a.values.length !== b.values.length)
    throw refusal(
      `paired samples need equal lengths, got ${a.values.length} and ${b.values.length}`,
      'leave --paired out, or correct the files',
    )
  if (!(flags.confidence > 0.5)) throw refusal('expected a confidence above 50 %', 'write --confidence 95%')
  const comparison = compareSamples(a, b, { paired: flags.paired === true, confidence: flags.confidence })
  print(flags, {
    json: () => samplesJson(comparison satisfies SampleComparison),
    markdown: () => samplesMarkdown(comparison),
    text: (color) => terminalSamples(comparison, { color }),
  })
  return EXIT_CODES.ok
}

async function compare(paths: readonly string[], flags: Flags): Promise<ExitCode> {
  using interruption = listenForInterruption(`compare ${paths.join(' ')}`, flags.timeout)
  const sources = await sourcesOf(paths, flags, interruption)
  const { reason } = interruption
  if (reason !== undefined) {
    process.stderr.write(errorText(reason))
    return exitCodeOfError(reason)
  }
  if (sources.length < 2)
    throw refusal(`expected two things to compare, got ${sources.length}`, 'name two or more reports or scenarios')
  const report: CompareReport = compareSources(sources)
  print(flags, {
    json: () => compareJson(report),
    markdown: () => compareMarkdown(report),
    text: (color) => terminalCompare(report, { color }),
  })
  return EXIT_CODES.ok
}

/** Reports as they are, scenarios simulated with the draws of the first report, all in the order in which they were named. */
async function sourcesOf(paths: readonly string[], flags: Flags, interruption: Interruption): Promise<Source[]> {
  const inputs = await Promise.all(paths.map(inputOf))
  const scenarios = inputs.flatMap((input) => ('scenario' in input ? [input] : []))
  const first = inputs.flatMap((input) => ('reports' in input ? input.reports : []))[0]
  const seed = flags.seed ?? first?.report.seed ?? 1
  const runs = flags.runs ?? first?.report.runs ?? DEFAULT_CHECK_RUNS
  const simulated = await simulate(scenarios, { seed, runs, likeReports: first !== undefined }, flags, interruption)
  const bySource = new Map(scenarios.map((input, i) => [input as Input, simulated[i]]))
  return inputs.flatMap((input) => {
    if ('reports' in input) return input.reports
    const source = bySource.get(input)
    return source === undefined ? [] : [source]
  })
}

type Input = { readonly reports: Source[] } | NamedScenario

async function inputOf(path: string): Promise<Input> {
  const reports = readReports(path)
  if (reports !== undefined) return { reports: reports.map(sourceOfReport) }
  return { file: path, scenario: (await loadScenario(path)).value }
}

async function simulate(
  scenarios: readonly NamedScenario[],
  { seed, runs, likeReports }: { seed: number; runs: number; likeReports: boolean },
  flags: Flags,
  { signal }: Interruption,
): Promise<Source[]> {
  const [first] = scenarios
  if (first === undefined) return []
  using progress = startProgress(flags.quiet === true)
  // A report's deployments fill one stretch after the other; on their own, scenarios are spread over more of them.
  const filled = { runs, stretches: Math.ceil(runs / deploymentsPerStretch(first.scenario)) }
  return await simulateSources(scenarios, {
    seed,
    spread: likeReports ? filled : spreadOf(first.scenario, runs),
    workers: flags.workers,
    signal,
    onProgress: (what, done, total) => progress.update(what, done, total),
  })
}

interface Printable {
  json(): string
  markdown(): string
  text(color: boolean): string
}

function print({ format, quiet }: Flags, result: Printable): void {
  if (format === 'json') process.stdout.write(result.json())
  else if (format === 'markdown') process.stdout.write(result.markdown())
  else if (!quiet) process.stdout.write(result.text(hasColor(process.stdout)))
}

const refusal = (message: string, remedy: string): InvalidInputError =>
  new InvalidInputError('compare', [{ path: '', message, remedy }])
