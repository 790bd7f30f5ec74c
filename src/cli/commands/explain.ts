import { type Command, Option } from 'commander'
import { EXPLAIN_RUNS, explainScenario } from '../../experiment/explain/explain-scenario.ts'
import { guardValues } from '../../experiment/explain/guard-values.ts'
import { parseAddress } from '../../experiment/replay.ts'
import { loadScenario } from '../../loading/load.ts'
import { EXPLANATION_SCHEMA_VERSION, type ExplainReport } from '../../model/explanation.ts'
import type { Scenario } from '../../model/scenario.ts'
import { explainJson, explainMarkdown, terminalExplain } from '../../report/explain/index.ts'
import { errorText } from '../error-text.ts'
import { EXIT_CODES, type ExitCode, exitCodeOfError } from '../exit-codes.ts'
import { addSimulationFlags, FORMATS, type Format, type SimulationFlags } from '../flags.ts'
import { hasColor } from '../has-color.ts'
import { type Interruption, listenForInterruption } from '../interruption.ts'
import { printNotes } from '../print-notes.ts'
import { startProgress } from '../progress/start-progress.ts'
import { explainRecorded } from '../recorded-explanation.ts'

interface Flags extends SimulationFlags {
  readonly run?: string
  readonly guards?: boolean
  readonly format: Format
}

/** `seatrial explain SCENARIO|REPORT|RECORDING` */
export function addExplainCommand(program: Command, end: (code: ExitCode) => void): void {
  const command = program
    .command('explain')
    .summary('why was this deployment slow, or why did it fail?')
    .description(
      'Tells where the time of a deployment went, what it lost against the median one of its batch, what went wrong, ' +
        'which stage let it through, and what would have helped. Without --run: the slowest one, and the first of each ' +
        'kind of bad end.',
    )
    .argument('<source>', 'scenario file, folder of --out (or its report.json), or a file of its recordings')
    .option('--run <S.D>', 'deployment D of stretch S')
    .option('--guards', 'what each guard of the pipeline is worth, by paired runs with and without it (scenarios only)')
  addSimulationFlags(command)
    .addOption(new Option('--format <format>', 'what is printed').choices(FORMATS).default('text'))
    .action(async (source: string, flags: Flags) => end(await explain(source, flags)))
}

async function explain(source: string, flags: Flags): Promise<ExitCode> {
  const recorded = explainRecorded(source, flags)
  if (recorded !== undefined) {
    print(recorded, flags)
    return EXIT_CODES.ok
  }
  const { value: scenario, notes } = await loadScenario(source, flags.set)
  if (!flags.quiet) printNotes(notes)
  using interruption = listenForInterruption(`explain ${source}`, flags.timeout)
  const report = await explainFile(scenario, flags, interruption)
  print(report, flags)
  if (interruption.reason === undefined) return EXIT_CODES.ok
  process.stderr.write(errorText(interruption.reason))
  return exitCodeOfError(interruption.reason)
}

async function explainFile(scenario: Scenario, flags: Flags, { signal }: Interruption): Promise<ExplainReport> {
  const { seed, runs = EXPLAIN_RUNS, workers } = flags
  const address = flags.run === undefined ? undefined : parseAddress(flags.run, scenario)
  using progress = startProgress(flags.quiet === true)
  const { report, explained } = await explainScenario(scenario, {
    ...{ seed, runs, workers, signal, address },
    onProgress: (done, total) => progress.update(scenario.name, done, total),
  })
  const values = !flags.guards
    ? null
    : await guardValues(scenario, {
        ...{ seed, runs, workers, signal },
        onProgress: (done, total) => progress.update('guards', done, total),
      })
  return {
    kind: 'explain',
    schemaVersion: EXPLANATION_SCHEMA_VERSION,
    scenario: scenario.name,
    seed,
    runs: report.runs,
    attributions: report.attributions ?? [],
    explained: flags.guards && flags.run === undefined ? [] : explained,
    guards: values === null ? null : { runs, values },
    notes: report.invalid ?? [],
  }
}

function print(report: ExplainReport, { format }: Flags): void {
  if (format === 'json') process.stdout.write(explainJson(report))
  else if (format === 'markdown') process.stdout.write(explainMarkdown(report))
  else process.stdout.write(terminalExplain(report, { color: hasColor(process.stdout) }))
}
