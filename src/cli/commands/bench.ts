import type { Command } from 'commander'
import { runSuite } from '../../experiment/run-suite.ts'
import { scenarioFolders } from '../../experiment/scenario-folders.ts'
import { loadSuite } from '../../loading/load.ts'
import { suiteJson } from '../../report/json.ts'
import { errorText } from '../error-text.ts'
import { EXIT_CODES, type ExitCode, exitCodeOfError, exitCodeOfVerdicts } from '../exit-codes.ts'
import { addRunFlags, type RunFlags } from '../flags.ts'
import { listenForInterruption } from '../interruption.ts'
import { OutputFolder } from '../output/output-folder.ts'
import { writeReportFiles } from '../output/report-files.ts'
import { openRowFiles } from '../output/row-files.ts'
import { printNotes } from '../print-notes.ts'
import { startProgress } from '../progress/start-progress.ts'
import { requireWorld } from '../require-world.ts'
import { textReport } from '../text-report.ts'

interface Flags extends RunFlags {
  readonly demo?: boolean
}

/** `seatrial bench SUITE` */
export function addBenchCommand(program: Command, end: (code: ExitCode) => void): void {
  const command = program
    .command('bench')
    .summary('run a suite of scenarios and compare them')
    .description(
      'Runs the scenarios of a suite with the same draws, and reports each of them and their paired differences.',
    )
    .argument('<suite>', 'file: .ts, .js, .mjs, .json, .yaml or .yml')
  addRunFlags(command)
    .option('--demo', 'exit with 0 whatever the verdicts are: this is a demonstration, not a gate')
    .action(async (file: string, flags: Flags) => end(await bench(file, flags)))
}

async function bench(file: string, flags: Flags): Promise<ExitCode> {
  requireWorld(flags.env)
  const { value: suite, notes } = await loadSuite(file, flags.set)
  if (!flags.quiet) printNotes(notes)
  const folder = flags.out === undefined ? undefined : OutputFolder.claim(flags.out)
  const folders = scenarioFolders(suite.scenarios.map((scenario) => scenario.name))
  using interruption = listenForInterruption(`bench ${file}`, flags.timeout)
  using open = new DisposableStack()
  const rowFiles = new Map<number, ReturnType<typeof openRowFiles>>()
  using progress = startProgress(flags.quiet === true)
  const result = await runSuite(suite, {
    seed: flags.seed,
    runs: flags.runs,
    workers: flags.workers,
    signal: interruption.signal,
    onRows: (scenario, rows) => {
      if (folder === undefined) return
      if (!rowFiles.has(scenario)) rowFiles.set(scenario, open.use(openRowFiles(folder, `${folders[scenario]}/`)))
      rowFiles.get(scenario)?.add(rows)
    },
    onProgress: (scenario, done, total) => progress.update(suite.scenarios[scenario]?.name ?? '', done, total),
  })
  progress[Symbol.dispose]()
  for (const files of rowFiles.values()) files.finish()
  if (folder !== undefined) {
    for (const scenario of result.scenarios) writeReportFiles(folder, `${scenario.folder}/`, scenario)
    folder.write('suite.json', suiteJson(result.report))
  }
  if (flags.format === 'json') process.stdout.write(suiteJson(result.report))
  else if (!flags.quiet) for (const { report } of result.scenarios) process.stdout.write(textReport(report))
  if (interruption.reason !== undefined) process.stderr.write(errorText(interruption.reason))
  const verdicts = result.scenarios.flatMap(({ report }) => report.verdicts)
  const code =
    interruption.reason !== undefined
      ? exitCodeOfError(interruption.reason)
      : flags.demo
        ? EXIT_CODES.ok
        : exitCodeOfVerdicts(verdicts)
  folder?.finish(code)
  return code
}
