import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Baseline } from '../../experiment/gate/baseline.ts'
import { checkScenario, type Reference } from '../../experiment/gate/check-scenario.ts'
import { DEFAULT_CHECK_RUNS } from '../../experiment/gate/default-runs.ts'
import { makeBaseline } from '../../experiment/gate/make-baseline.ts'
import type { RealReference } from '../../experiment/real-gate/check-for-real.ts'
import { loadScenario } from '../../loading/load.ts'
import type { CheckReport } from '../../model/check.ts'
import { InvalidInputError } from '../../model/errors.ts'
import type { Scenario } from '../../model/scenario.ts'
import { checkJson, checkJunit, checkMarkdown, terminalCheck } from '../../report/check/index.ts'
import { readBaseline, scenarioOfBaseline } from '../baseline-file.ts'
import { addCheckFlags, type CheckFlags } from '../check-flags.ts'
import { commitOf } from '../commit-of.ts'
import { settingsForSim, splitSettings } from '../environment/environment-settings.ts'
import { errorText } from '../error-text.ts'
import { EXIT_CODES, type ExitCode, exitCodeOfCheck, exitCodeOfError } from '../exit-codes.ts'
import { hasColor } from '../has-color.ts'
import { type Interruption, listenForInterruption } from '../interruption.ts'
import { OutputFolder } from '../output/output-folder.ts'
import { writeTextFile } from '../output/text-file.ts'
import { packageVersion } from '../package-version.ts'
import { printNotes } from '../print-notes.ts'
import { startProgress } from '../progress/start-progress.ts'
import { checkOnKind } from '../real/check-for-real.ts'
import { OF_A_REAL_RUN } from '../real/texts.ts'

/** `seatrial check SCENARIO --baseline FILE` and `seatrial check A --against B` */
export function addCheckCommand(program: Command, end: (code: ExitCode) => void): void {
  const command = program
    .command('check')
    .summary('is a scenario worse than its baseline, or than another scenario?')
    .description(
      'Runs a scenario with the draws of its baseline (or of another scenario) and pairs every deployment with its ' +
        'counterpart. Identical bytes and a pass exit with 0, a regression with 4, a missed target with 3, doubt with 5. ' +
        'Says what differs in the scenario and how many minutes each difference is worth.',
    )
    .argument('<scenario>', 'file: .ts, .js, .mjs, .json, .yaml or .yml')
  addCheckFlags(command).action(async (file: string, flags: CheckFlags) => end(await check(file, flags)))
}

async function check(file: string, flags: CheckFlags): Promise<ExitCode> {
  requireReference(flags)
  const settings = flags.env === 'kind' ? splitSettings(flags.set, flags).scenario : settingsForSim(flags.set, flags)
  const { value: scenario, notes } = await loadScenario(file, settings)
  if (!flags.quiet) printNotes(notes)
  return flags.update ? update(file, scenario, flags) : compare(file, scenario, flags)
}

async function compare(file: string, scenario: Scenario, flags: CheckFlags): Promise<ExitCode> {
  const reference = await referenceOf(scenario, flags)
  const folder = flags.out === undefined ? undefined : OutputFolder.claim(flags.out)
  const real = flags.env === 'kind'
  using interruption = listenForInterruption(`check ${file}`, flags.timeout, real ? OF_A_REAL_RUN : undefined)
  const report = real
    ? await checkOnKind(scenario, realReference(reference), flags, interruption.signal)
    : await simulate(scenario, reference, flags, interruption)
  const outputs = {
    'check.json': checkJson(report),
    'junit.xml': checkJunit(report),
    'summary.md': checkMarkdown(report),
  }
  for (const [name, text] of Object.entries(outputs)) folder?.write(name, text)
  if (flags.format === 'json') process.stdout.write(outputs['check.json'])
  else if (flags.format === 'markdown') process.stdout.write(outputs['summary.md'])
  else if (!flags.quiet) process.stdout.write(terminalCheck(report, { color: hasColor(process.stdout) }))
  const { reason } = interruption
  if (reason !== undefined) process.stderr.write(errorText(reason))
  const code = reason === undefined ? exitCodeOfCheck(report, flags.targets) : exitCodeOfError(reason)
  folder?.finish(code)
  return code
}

async function simulate(
  scenario: Scenario,
  reference: Reference,
  flags: CheckFlags,
  { signal }: Interruption,
): Promise<CheckReport> {
  using progress = startProgress(flags.quiet === true)
  return await checkScenario(scenario, reference, {
    metrics: flags.metric,
    confidence: flags.confidence,
    tolerance: flags.tolerance,
    concern: flags.concern,
    rateConcern: flags.rateConcern,
    explain: flags.explain,
    workers: flags.workers,
    signal,
    onProgress: (what, done, total) => progress.update(what, done, total),
  })
}

async function referenceOf(scenario: Scenario, flags: CheckFlags): Promise<Reference> {
  const { against, baseline: file, runs = DEFAULT_CHECK_RUNS, seed = 1 } = flags
  if (against !== undefined) {
    const { value } = await loadScenario(against)
    return { kind: 'scenario', file: against, scenario: value, runs, seed }
  }
  const baseline = readBaseline(file!, scenario)
  requireSameDraws(baseline, flags)
  return { kind: 'baseline', file: file!, baseline, ...scenarioOfBaseline(baseline) }
}

/** A version that real runs can be of: the scenario itself, or the one inside the baseline. */
function realReference(reference: Reference): RealReference {
  const { kind, file, scenario } = reference
  const provenance = reference.kind === 'baseline' ? reference.baseline.provenance : null
  if (scenario !== undefined) return { kind, file, provenance, scenario }
  const message = 'the scenario inside it is not valid for this version of seatrial any more, so that it cannot be run'
  throw new InvalidInputError(`--baseline ${file}`, [
    { path: '', message, remedy: 'write the baseline anew with --update, or name a scenario with --against' },
  ])
}

/** Writes the baseline; runs and seed are those of the one before, where there is a usable one. */
async function update(file: string, scenario: Scenario, flags: CheckFlags): Promise<ExitCode> {
  const path = flags.baseline!
  const before = usableBaseline(path, scenario)
  using interruption = listenForInterruption(`check ${file} --update`, flags.timeout)
  const provenance = { seatrial: packageVersion(), ...commitOf(file), writtenAt: new Date().toISOString() }
  const made = await simulateBaseline(scenario, provenance, before, flags, interruption)
  if (made === undefined || interruption.reason !== undefined) {
    process.stderr.write(errorText(interruption.reason))
    return exitCodeOfError(interruption.reason)
  }
  writeTextFile(path, made.text)
  const { spread, seed } = made.baseline
  const said = `baseline of ${scenario.name} written to ${path}: ${spread.runs} deployments in ${spread.stretches} stretches, seed ${seed}\n`
  if (!flags.quiet) process.stdout.write(said)
  return EXIT_CODES.ok
}

async function simulateBaseline(
  scenario: Scenario,
  provenance: Parameters<typeof makeBaseline>[1],
  before: Baseline | undefined,
  flags: CheckFlags,
  { signal }: Interruption,
): ReturnType<typeof makeBaseline> {
  using progress = startProgress(flags.quiet === true)
  return await makeBaseline(scenario, provenance, {
    runs: flags.runs ?? before?.spread.runs ?? DEFAULT_CHECK_RUNS,
    seed: flags.seed ?? before?.seed ?? 1,
    workers: flags.workers,
    signal,
    onProgress: (what, done, total) => progress.update(what, done, total),
  })
}

function usableBaseline(path: string, scenario: Scenario): Baseline | undefined {
  if (!existsSync(path)) return undefined
  try {
    return readBaseline(path, scenario)
  } catch (error) {
    // Writing it anew is what the message about a bad baseline advises.
    if (error instanceof InvalidInputError) return undefined
    throw error
  }
}

function requireReference({ baseline, against, update: write, env }: CheckFlags): void {
  const refuse = (message: string, remedy: string): InvalidInputError =>
    new InvalidInputError('check', [{ path: '', message, remedy }])
  if (baseline !== undefined && against !== undefined)
    throw refuse('--baseline and --against exclude each other', 'leave one of them out')
  if (write && env === 'kind')
    throw refuse('a baseline is written on the simulator', 'leave --env kind out; real runs are compared side by side')
  if (write && baseline === undefined) throw refuse('--update writes a baseline', 'name its file with --baseline FILE')
  if (baseline === undefined && against === undefined)
    throw refuse('there is nothing to check against', 'add --baseline FILE, or --against SCENARIO')
}

/** Pairing needs the baseline's own deployments. */
function requireSameDraws({ spread, seed }: Baseline, flags: CheckFlags): void {
  const wrong = [
    flags.runs !== undefined && flags.runs !== spread.runs && { flag: '--runs', holds: spread.runs },
    flags.seed !== undefined && flags.seed !== seed && { flag: '--seed', holds: seed },
  ].filter((one) => one !== false)
  if (wrong.length === 0) return
  throw new InvalidInputError(
    `--baseline ${flags.baseline}`,
    wrong.map(({ flag, holds }) => ({
      path: '',
      message: `the baseline was written with ${flag} ${holds}, and only the same deployments can be paired`,
      remedy: `leave ${flag} out, or write the baseline anew with --update ${flag} …`,
    })),
  )
}
