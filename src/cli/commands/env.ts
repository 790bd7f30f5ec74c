import { type Command, Option } from 'commander'
import { loadScenario } from '../../loading/load.ts'
import type { Setting } from '../../loading/setting.ts'
import { InterruptedError, InvalidInputError } from '../../model/errors.ts'
import type { Scenario } from '../../model/scenario.ts'
import { defaultFleet } from '../environment/default-fleet.ts'
import { type ExistingClusterFlags, splitSettings } from '../environment/environment-settings.ts'
import { type CameUp, cameUpText, statusText, wentText } from '../environment/environment-text.ts'
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts'
import { collectSettings, timeLimit } from '../flags.ts'
import { listenForInterruption } from '../interruption.ts'
import { printNotes } from '../print-notes.ts'

interface FormatFlags {
  readonly format: 'text' | 'json'
}

interface UpFlags extends FormatFlags, ExistingClusterFlags {
  readonly name?: string
  readonly set?: readonly Setting[]
  readonly timeout?: number
  readonly quiet?: boolean
}

interface DownFlags extends FormatFlags {
  readonly all?: boolean
}

const format = (): Option =>
  new Option('--format <format>', 'what is printed').choices(['text', 'json']).default('text')

/** The real environment is loaded when a command of it runs, so that the others start as fast as without it. */
const harness = () => import('../../../harness/index.ts')

/** `seatrial env up|down|status|doctor` */
export function addEnvCommand(program: Command, end: (code: ExitCode) => void): void {
  const env = program
    .command('env')
    .summary('the real environment: bring it up and down, look at it, find out what it lacks')
    .description('Real clusters, registry, builders, databases and LocalStack on this machine, in Docker.')
  env
    .command('up')
    .summary('bring an environment up')
    .description(
      'Brings up what the scenario needs; without one, everything that this machine can have (what is left out is said on ' +
        'standard error), for three services in one region. When that fails or is interrupted, all that was made is removed again.',
    )
    .argument('[scenario]', 'file: .ts, .js, .mjs, .json, .yaml or .yml')
    .option('--name <name>', 'of the environment (default: a random one)')
    .option(
      '--set <path=value>',
      'a setting of the environment, such as environment.regions=labels, or of the scenario (repeatable)',
      collectSettings,
    )
    .option('--kubeconfig <file>', 'use a cluster that exists, in namespaces made for the purpose; needs --context')
    .option('--context <name>', 'its context in that file; the current one is never taken')
    .option('--timeout <time>', 'give up after this time, such as 10min, and remove what was made', timeLimit)
    .option('--quiet', 'print no progress')
    .addOption(format())
    .action(async (file: string | undefined, flags: UpFlags) => end(await up(file, flags)))
  env
    .command('down')
    .summary('remove an environment with everything that it made')
    .description(
      'Removes every container, network, volume and file of an environment, also of one whose process was killed.',
    )
    .argument('[name]', 'of the environment; not needed when there is only one')
    .option('--all', 'all environments')
    .addOption(format())
    .action(async (name: string | undefined, flags: DownFlags) => end(await down(name, flags)))
  env
    .command('status')
    .summary('ask the parts of environments whether they are there')
    .description('Asks every part of all environments, or of one. Exits with 6 when a part is down.')
    .argument('[name]', 'of the environment')
    .addOption(format())
    .action(async (name: string | undefined, flags: FormatFlags) => end(await status(name, flags)))
  env
    .command('doctor')
    .summary('what is there, what is missing, and the command that gets it')
    .description('Looks for programs, images, memory and disk. Exits with 6 when an environment cannot come up.')
    .addOption(format())
    .action(async (flags: FormatFlags) => end(await doctor(flags)))
}

async function up(file: string | undefined, flags: UpFlags): Promise<ExitCode> {
  const settings = splitSettings(flags.set, flags)
  const scenario = await scenarioOf(file, settings.scenario, flags)
  const { environmentNeeds, environmentUp } = await harness()
  using interruption = listenForInterruption('env up', flags.timeout, {
    interrupted: 'what was made has been removed',
    timeout: 'give it more time with --timeout; what was made has been removed',
    repeated: 'still removing what was made; a third Ctrl-C leaves the rest to: seatrial env down',
  })
  const components: { name: string; durationMs: number }[] = []
  const began = performance.now()
  const { run } = await environmentUp({
    fleet: scenario?.fleet ?? defaultFleet(),
    environment: settings.environment,
    signal: interruption.signal,
    ...(scenario === undefined ? {} : { needs: environmentNeeds([scenario]) }),
    ...(flags.name === undefined ? {} : { name: flags.name }),
    say: (line) => {
      if (!flags.quiet) process.stderr.write(`${line}\n`)
    },
    onUp: (name, durationMs) => components.push({ name, durationMs: Math.round(durationMs) }),
  })
  const cameUp: CameUp = { ...run, durationMs: Math.round(performance.now() - began), components }
  print(flags, cameUp, cameUpText)
  return EXIT_CODES.ok
}

async function scenarioOf(
  file: string | undefined,
  settings: readonly Setting[],
  { quiet }: UpFlags,
): Promise<Scenario | undefined> {
  if (file !== undefined) {
    const { value, notes } = await loadScenario(file, settings)
    if (!quiet) printNotes(notes)
    return value
  }
  const [first] = settings
  if (first === undefined) return undefined
  throw new InvalidInputError(`--set ${first.path}`, [
    {
      path: '',
      message: 'there is no scenario to change',
      remedy: 'name one, or a setting that begins with environment.',
    },
  ])
}

async function down(name: string | undefined, flags: DownFlags): Promise<ExitCode> {
  const { environmentDown } = await harness()
  using interruption = listenForInterruption('env down', undefined, {
    interrupted: 'nothing was removed; "seatrial env status" shows what is there',
    repeated: 'still removing; a third Ctrl-C leaves the rest to another: seatrial env down',
  })
  const removed = await environmentDown({
    signal: interruption.signal,
    all: flags.all === true,
    say: (line) => process.stderr.write(`${line}\n`),
    ...(name === undefined ? {} : { name }),
  })
  print(flags, { removed }, (result) => wentText(result.removed))
  if (interruption.reason === undefined) return EXIT_CODES.ok
  const remedy = 'nothing is left to do: all that was asked for was removed before it stopped'
  throw new InterruptedError('interrupted', { where: 'env down', remedy })
}

async function status(name: string | undefined, flags: FormatFlags): Promise<ExitCode> {
  const { environmentStatus } = await harness()
  using interruption = listenForInterruption('env status', undefined)
  const environments = await environmentStatus({
    signal: interruption.signal,
    ...(name === undefined ? {} : { name }),
  })
  print(flags, { environments }, (result) => statusText(result.environments))
  const areUp = environments.every(({ parts }) => parts.length > 0 && parts.every(({ isUp }) => isUp))
  return areUp ? EXIT_CODES.ok : EXIT_CODES.environmentUnavailable
}

async function doctor(flags: FormatFlags): Promise<ExitCode> {
  const { doctorText, environmentDoctor } = await harness()
  using interruption = listenForInterruption('env doctor', undefined)
  const report = await environmentDoctor({ signal: interruption.signal })
  print(flags, report, doctorText)
  return report.isReady ? EXIT_CODES.ok : EXIT_CODES.environmentUnavailable
}

function print<T>({ format }: FormatFlags, result: T, text: (result: T) => string): void {
  process.stdout.write(format === 'json' ? `${JSON.stringify(result, null, 2)}\n` : text(result))
}
