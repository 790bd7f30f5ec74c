import type { Command } from 'commander'
import { parseGoal } from '../../experiment/precision/parse-goal.ts'
import { runUntilPrecise } from '../../experiment/precision/run-until-precise.ts'
import { parseAddress, replayDeployment } from '../../experiment/replay.ts'
import { DEFAULT_RUNS, type RunOptions, runScenario, type ScenarioRun } from '../../experiment/run-scenario.ts'
import { loadScenario } from '../../loading/load.ts'
import { InvalidInputError } from '../../model/errors.ts'
import { formatAddress } from '../../model/events.ts'
import type { Report } from '../../model/report.ts'
import type { Scenario } from '../../model/scenario.ts'
import { conclude, printableReport } from '../conclude.ts'
import { settingsForSim, splitSettings } from '../environment/environment-settings.ts'
import { EXIT_CODES, type ExitCode, exitCodeOfReport } from '../exit-codes.ts'
import { addRunFlags, collect, type RunFlags, timeLimit } from '../flags.ts'
import { listenForInterruption } from '../interruption.ts'
import { knownElasticities } from '../known-elasticities.ts'
import { OutputFolder } from '../output/output-folder.ts'
import { recordingJson } from '../output/recording-json.ts'
import { writeScenarioFiles } from '../output/report-files.ts'
import { openRowFiles, type RowFiles } from '../output/row-files.ts'
import { printNotes } from '../print-notes.ts'
import { startProgress } from '../progress/start-progress.ts'
import { addRealFlags, type RealFlags } from '../real/real-flags.ts'
import { runForReal } from '../real/run-for-real.ts'
import { story } from '../story/story.ts'

interface Flags extends RunFlags, RealFlags {
  readonly run?: string
  readonly precision?: readonly string[]
  readonly budget?: number
  readonly rare?: boolean
}

/** `seatrial run SCENARIO` */
export function addRunCommand(program: Command, end: (code: ExitCode) => void): void {
  const command = program
    .command('run')
    .summary('run a scenario and report it')
    .description(
      'Runs the deployments of a scenario and reports their durations, failures and recoveries against its targets.',
    )
    .argument('<scenario>', 'file: .ts, .js, .mjs, .json, .yaml or .yml')
  addRealFlags(addRunFlags(command))
    .option('--run <S.D>', 'replay deployment D of stretch S of a batch, and tell it event by event')
    .option(
      '--precision <goal>',
      'run until the interval is this narrow, such as p95=2%, mean of recovery.duration=30s, change.failure.rate=0.3%@95, or until all targets are decided: targets (repeatable)',
      collect,
    )
    .option('--budget <time>', 'with --precision: stop after this time, such as 90s or 10min', timeLimit)
    .option(
      '--rare',
      'spend as many deployments again on rare change failures, by importance sampling; --precision change.failure.rate=… does it by itself where it pays',
    )
    .action(async (file: string, flags: Flags) => end(await run(file, flags)))
}

async function run(file: string, flags: Flags): Promise<ExitCode> {
  const settings = flags.env === 'kind' ? splitSettings(flags.set, flags).scenario : settingsForSim(flags.set, flags)
  const { value: scenario, notes } = await loadScenario(file, settings)
  requirePrecisionForBudget(flags)
  if (!flags.quiet) printNotes(notes)
  if (flags.env === 'kind') return await runForReal(file, scenario, flags)
  return flags.run === undefined ? runBatch(file, scenario, flags) : tellDeployment(scenario, flags.run, flags)
}

async function runBatch(file: string, scenario: Scenario, flags: Flags): Promise<ExitCode> {
  const { elasticities, notes } = await knownElasticities(flags.elasticities, [scenario])
  if (!flags.quiet) printNotes(notes)
  const folder = flags.out === undefined ? undefined : OutputFolder.claim(flags.out)
  using interruption = listenForInterruption(`run ${file}`, flags.timeout)
  using rowFiles = folder === undefined ? undefined : openRowFiles(folder, '')
  const result = await simulate(scenario, flags, { elasticities, signal: interruption.signal }, rowFiles)
  rowFiles?.finish()
  if (folder !== undefined) writeScenarioFiles(folder, '', result)
  const { report, met } = result
  return conclude(printableReport(report), { flags, interruption, folder, code: exitCodeOfRun(report, met) })
}

async function simulate(
  scenario: Scenario,
  flags: Flags,
  more: Pick<RunOptions, 'elasticities' | 'signal'>,
  rowFiles: RowFiles | undefined,
): Promise<ScenarioRun & { readonly met: boolean }> {
  const goals = (flags.precision ?? []).map((text) => parseGoal(text, scenario))
  using progress = startProgress(flags.quiet === true)
  const shared = { seed: flags.seed, workers: flags.workers, ...more }
  const onRows: RunOptions['onRows'] = (rows) => rowFiles?.add(rows)
  if (goals.length > 0) {
    return await runUntilPrecise(scenario, {
      ...{ ...shared, goals, runs: flags.runs, budgetMs: flags.budget, onRows },
      onProgress: (done, total, state) => progress.update(`${scenario.name} ${state}`.trimEnd(), done, total),
    })
  }
  const result = await runScenario(scenario, {
    ...{ ...shared, runs: flags.runs ?? DEFAULT_RUNS, onRows, rare: flags.rare },
    onProgress: (done, total, what) =>
      progress.update(what === undefined ? scenario.name : `${scenario.name} ${what}`, done, total),
  })
  return { ...result, met: true }
}

/** A run that is not as precise as it was to be leaves its question open. */
function exitCodeOfRun(report: Report, precise: boolean): ExitCode {
  const code = exitCodeOfReport(report)
  return code === EXIT_CODES.ok && !precise ? EXIT_CODES.inconclusive : code
}

function requirePrecisionForBudget({ budget, precision }: Flags): void {
  if (budget === undefined || precision !== undefined) return
  const remedy = 'add --precision, or use --timeout to stop an ordinary run'
  throw new InvalidInputError('--budget', [{ path: '', message: 'it caps a run with --precision', remedy }])
}

function tellDeployment(scenario: Scenario, text: string, flags: Flags): ExitCode {
  const address = parseAddress(text, scenario)
  const folder = flags.out === undefined ? undefined : OutputFolder.claim(flags.out)
  const { row, recording } = replayDeployment(scenario, flags.seed, address)
  const json = recordingJson({ scenario: scenario.name, seed: flags.seed }, recording)
  folder?.write(`recordings/${formatAddress(address)}.json`, json)
  if (flags.format === 'json') process.stdout.write(json)
  else if (!flags.quiet) process.stdout.write(story(scenario, row, recording))
  folder?.finish(EXIT_CODES.ok)
  return EXIT_CODES.ok
}
