import { type Command, InvalidArgumentError } from 'commander'
import { DEFAULT_FACTOR, sensitivity } from '../../experiment/sensitivity.ts'
import { loadElasticitiesIfAny } from '../../loading/elasticities.ts'
import { isSuiteDocument, loadScenario, loadSuite } from '../../loading/load.ts'
import { readDocument } from '../../loading/read-document.ts'
import { ELASTICITIES_SCHEMA_VERSION, type ElasticitiesFile } from '../../model/elasticities.ts'
import type { Scenario } from '../../model/scenario.ts'
import { elasticitiesJson, terminalElasticities } from '../../report/index.ts'
import { errorText } from '../error-text.ts'
import { EXIT_CODES, type ExitCode, exitCodeOfError } from '../exit-codes.ts'
import { addSimulationFlags, type SimulationFlags } from '../flags.ts'
import { hasColor } from '../has-color.ts'
import { type Interruption, listenForInterruption } from '../interruption.ts'
import { writeTextFile } from '../output/text-file.ts'
import { printNotes } from '../print-notes.ts'
import { startProgress } from '../progress/start-progress.ts'

interface Flags extends SimulationFlags {
  readonly factor: number
  readonly out?: string
}

/** `seatrial sensitivity SCENARIO|SUITE` */
export function addSensitivityCommand(program: Command, end: (code: ExitCode) => void): void {
  const command = program
    .command('sensitivity')
    .summary('how far the headline figures depend on the assumed constants')
    .description(
      'Runs a scenario, or each scenario of a suite, with a little less and a little more of every assumed constant ' +
        'and the same draws, and tells by how many percent the headline figures change for one percent more of it.',
    )
    .argument('<file>', 'scenario or suite file')
  addSimulationFlags(command)
    .option(
      '--factor <x>',
      'multiply and divide constants by this, within their plausible ranges',
      above1,
      DEFAULT_FACTOR,
    )
    .option('--out <file>', 'write all of them to this JSON file; other scenarios in it stay as they are')
    .action(async (file: string, flags: Flags) => end(await run(file, flags)))
}

async function run(file: string, flags: Flags): Promise<ExitCode> {
  const { scenarios, notes } = await scenariosIn(file, flags)
  if (!flags.quiet) printNotes(notes)
  const before = flags.out === undefined ? undefined : await loadElasticitiesIfAny(flags.out)
  using interruption = listenForInterruption(`sensitivity ${file}`, flags.timeout)
  const found = await compute(scenarios, flags, interruption)
  if (flags.out !== undefined) write(flags.out, { ...before?.scenarios, ...found })
  if (interruption.reason === undefined) return EXIT_CODES.ok
  process.stderr.write(errorText(interruption.reason))
  return exitCodeOfError(interruption.reason)
}

async function scenariosIn(file: string, { set }: Flags): Promise<{ scenarios: Scenario[]; notes: readonly string[] }> {
  if (isSuiteDocument(await readDocument(file))) {
    const { value, notes } = await loadSuite(file, set)
    return { scenarios: value.scenarios, notes }
  }
  const { value, notes } = await loadScenario(file, set)
  return { scenarios: [value], notes }
}

/** Scenarios that were not finished when it was stopped are left out. */
async function compute(
  scenarios: readonly Scenario[],
  { quiet = false, ...flags }: Flags,
  interruption: Interruption,
): Promise<ElasticitiesFile['scenarios']> {
  const found: ElasticitiesFile['scenarios'] = {}
  for (const scenario of scenarios) {
    const elasticities = await watched(quiet, scenario, flags, interruption.signal)
    if (elasticities === null) break
    found[scenario.name] = elasticities
    const text = terminalElasticities(scenario.name, elasticities, { color: hasColor(process.stdout) })
    if (!quiet) process.stdout.write(text)
  }
  return found
}

async function watched(quiet: boolean, scenario: Scenario, flags: Omit<Flags, 'quiet'>, signal: AbortSignal) {
  using progress = startProgress(quiet)
  return await sensitivity(scenario, {
    ...{ seed: flags.seed, runs: flags.runs, factor: flags.factor, workers: flags.workers, signal },
    onProgress: (done, total) => progress.update(scenario.name, done, total),
  })
}

const write = (file: string, scenarios: ElasticitiesFile['scenarios']): void =>
  writeTextFile(file, elasticitiesJson({ schemaVersion: ELASTICITIES_SCHEMA_VERSION, scenarios }))

function above1(text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value > 1) return value
  throw new InvalidArgumentError('Expected a number above 1, such as 1.1.')
}
