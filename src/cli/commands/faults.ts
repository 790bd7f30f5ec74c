import { type Command, Option } from 'commander'
import { proveFault } from '../../experiment/prove-fault.ts'
import { FAULTS } from '../../faults/index.ts'
import { faultRow } from '../../faults/row.ts'
import { InvalidInputError } from '../../model/errors.ts'
import { suggestName } from '../../model/validation/near-name.ts'
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts'
import { timeLimit, wholeNumber } from '../flags.ts'
import { proveForReal } from '../real/prove-for-real.ts'

interface ListFlags {
  readonly format: 'text' | 'json'
}
interface ProveFlags extends ListFlags {
  readonly env: 'sim' | 'kind'
  readonly seed: number
  readonly timeout?: number
}

const format = (): Option =>
  new Option('--format <format>', 'what is printed').choices(['text', 'json']).default('text')

/** `seatrial faults` and `seatrial faults prove NAME` */
export function addFaultsCommand(program: Command, end: (code: ExitCode) => void): void {
  const faults = program
    .command('faults')
    .summary('list the faults that a scenario can inject, or prove one')
    .description('Lists the catalogue of faults: what each does, who notices it first, and how things come back.')
    .addOption(format())
    .action((flags: ListFlags) => {
      process.stdout.write(flags.format === 'json' ? listJson() : listText())
      end(EXIT_CODES.ok)
    })
  faults
    .command('prove')
    .summary('run one fault and its control without it')
    .description(
      'Runs a small deployment with the fault, and the same one with the same seed without it: does the fault land, ' +
        'who notices it, and does the control succeed? Exits with 3 when any of it is not as the catalogue says.',
    )
    .argument('<name>', 'a fault of the catalogue')
    .addOption(new Option('--env <world>', 'sim or kind').choices(['sim', 'kind']).default('sim'))
    .option('--seed <n>', 'seed of all random draws', wholeNumber(0), 1)
    .addOption(format())
    .option('--timeout <time>', 'with --env kind: stop after this time, such as 20min', timeLimit)
    .action(async (name: string, flags: ProveFlags, command: Command) => {
      end(await prove(name, { ...flags, ...formatOf(command) }))
    })
}

/** The parent has a flag of the same name, which takes the value where it stands before the subcommand's own. */
const formatOf = (command: Command): ListFlags => ({
  format:
    command.optsWithGlobals<ListFlags>().format === 'json' || command.opts<ListFlags>().format === 'json'
      ? 'json'
      : 'text',
})

async function prove(name: string, flags: ProveFlags): Promise<ExitCode> {
  const kind = FAULTS.get(name)
  if (kind === undefined) {
    const names = [...FAULTS.keys()]
    throw new InvalidInputError('seatrial faults prove', [
      { path: '', message: `there is no fault "${name}"`, remedy: suggestName(name, names, 'faults') },
    ])
  }
  const isReal = flags.env === 'kind'
  const shown = isReal ? await proveForReal(kind, flags) : proveFault(kind, flags.seed)
  const { fault, landed, detectedBy, controlSucceeded, proof, outcome, recovery } = shown
  // What the catalogue says of detection is true of the whole improved pipeline; a real trial has only what the fault needs.
  const isAsSaid = landed && controlSucceeded && (isReal || detectedBy === kind.detectedBy)
  if (flags.format === 'json') {
    const result = { fault, landed, detectedBy, controlSucceeded, proof, outcome, recovery }
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  } else {
    process.stdout.write(
      [
        `${fault}: ${landed ? 'landed' : 'did NOT land'}${proof === null ? '' : ` (${proof})`}`,
        `  noticed by ${detectedBy ?? 'nobody'}, as the catalogue says: ${kind.detectedBy}`,
        `  the deployment ${outcome === 'failed' ? 'failed' : `was ${outcome}`}; recovery: ${recovery}`,
        `  the same deployment without it ${controlSucceeded ? 'succeeded' : 'did NOT succeed'}`,
        '',
      ].join('\n'),
    )
  }
  return isAsSaid ? EXIT_CODES.ok : EXIT_CODES.targetMissed
}

const listJson = (): string => `${JSON.stringify([...FAULTS.values()].map(faultRow), null, 2)}\n`

function listText(): string {
  const rows = [...FAULTS.values()]
  const width = Math.max(...rows.map((row) => row.name.length))
  const by = Math.max(...rows.map((row) => row.detectedBy.length))
  const lines = rows.map(
    (row) => `${row.name.padEnd(width)}  ${row.detectedBy.padEnd(by)}  ${row.recovery.padEnd(8)}  ${row.about}`,
  )
  const head = `${'FAULT'.padEnd(width)}  ${'NOTICED BY'.padEnd(by)}  RECOVERY  WHAT IT IS`
  return `${[head, ...lines].join('\n')}\n\n${rows.length} faults; seatrial faults prove NAME runs one with its control\n`
}
