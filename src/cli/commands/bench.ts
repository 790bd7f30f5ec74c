import type { Command } from 'commander'
import { runSuite, type SuiteRun, type SuiteRunOptions } from '../../experiment/run-suite.ts'
import { scenarioFolders } from '../../experiment/scenario-folders.ts'
import { loadSuite } from '../../loading/load.ts'
import type { Suite } from '../../model/suite.ts'
import { campaign } from '../campaign.ts'
import { conclude, printableSuite } from '../conclude.ts'
import { settingsForSim, splitSettings } from '../environment/environment-settings.ts'
import { type ExitCode, exitCodeOfSuite } from '../exit-codes.ts'
import { addRunFlags, type RunFlags } from '../flags.ts'
import { listenForInterruption } from '../interruption.ts'
import { knownElasticities } from '../known-elasticities.ts'
import { OutputFolder } from '../output/output-folder.ts'
import { writeSuiteFiles } from '../output/report-files.ts'
import { suiteRowFiles } from '../output/suite-row-files.ts'
import { printNotes } from '../print-notes.ts'
import { startProgress } from '../progress/start-progress.ts'
import { benchForReal } from '../real/bench-for-real.ts'
import { addRealFlags, type RealFlags } from '../real/real-flags.ts'

interface Flags extends RunFlags, RealFlags {
  readonly demo?: boolean
  readonly campaign?: boolean
}

/** `seatrial bench SUITE` */
export function addBenchCommand(program: Command, end: (code: ExitCode) => void): void {
  const command = program
    .command('bench')
    .summary('run a suite of scenarios and compare them')
    .description(
      'Runs the scenarios of a suite with the same draws, and reports each of them and their paired differences.',
    )
    .argument('<suite>', 'file of a suite (with --campaign: of a scenario): .ts, .js, .mjs, .json, .yaml or .yml')
  addRealFlags(addRunFlags(command))
    .option('--demo', 'exit with 0 whatever the verdicts are: this is a demonstration, not a gate')
    .option(
      '--campaign',
      'run faults × rollback policies × service tiers on one scenario, as its campaign block says (default: the whole ' +
        'catalogue), and print how each combination comes back; --runs repeats each so often',
    )
    .action(async (file: string, flags: Flags) => end(await (flags.campaign ? campaign : bench)(file, flags)))
}

async function bench(file: string, flags: Flags): Promise<ExitCode> {
  const settings = flags.env === 'kind' ? splitSettings(flags.set, flags).scenario : settingsForSim(flags.set, flags)
  const { value: suite, notes } = await loadSuite(file, settings)
  const { elasticities, notes: more } = await knownElasticities(flags.elasticities, suite.scenarios)
  if (!flags.quiet) printNotes([...notes, ...more])
  if (flags.env === 'kind') return await benchForReal(file, suite, flags)
  const folder = flags.out === undefined ? undefined : OutputFolder.claim(flags.out)
  using interruption = listenForInterruption(`bench ${file}`, flags.timeout)
  const result = await simulate(suite, flags, { elasticities, signal: interruption.signal }, folder)
  if (folder !== undefined) writeSuiteFiles(folder, result)
  const code = exitCodeOfSuite(result.scenarios, flags)
  return conclude(printableSuite(result), { flags, interruption, folder, code })
}

async function simulate(
  suite: Suite,
  flags: Flags,
  more: Pick<SuiteRunOptions, 'elasticities' | 'signal'>,
  folder: OutputFolder | undefined,
): Promise<SuiteRun> {
  const names = suite.scenarios.map((scenario) => scenario.name)
  using rowFiles = folder === undefined ? undefined : suiteRowFiles(folder, scenarioFolders(names))
  using progress = startProgress(flags.quiet === true)
  const result = await runSuite(suite, {
    seed: flags.seed,
    runs: flags.runs,
    workers: flags.workers,
    ...more,
    onRows: (scenario, rows) => rowFiles?.of(scenario).add(rows),
    onProgress: (scenario, done, total) => progress.update(names[scenario] ?? '', done, total),
  })
  rowFiles?.finish()
  return result
}
