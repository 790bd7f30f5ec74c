import { type Command, Option } from 'commander'
import { proveFault } from '../../experiment/prove-fault.ts'
import type { FaultKind } from '../../faults/fault-kind.ts'
import { FAULTS } from '../../faults/index.ts'
import { faultRow } from '../../faults/row.ts'
import { InvalidInputError } from '../../model/errors.ts'
import { suggestName } from '../../model/validation/near-name.ts'
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts'
import { timeLimit, wholeNumber } from '../flags.ts'
import { type Proved, proofText } from '../output/proof-text.ts'
import { proveForReal } from '../real/prove-for-real.ts'

interface ListFlags {
  readonly format: 'text' | 'json'
}
interface ProveFlags extends ListFlags {
  readonly env: 'sim' | 'kind'
  readonly seed: number
  readonly timeout?: number
  readonly observe?: number
}

const format = (): Option =>
  new Option('--format <format>', 'what is printed').choices(['text', 'json']).default('text')

/** `seatrial faults` and `seatrial faults prove NAME` */
export function addFaultsCommand(program: Command, end: (code: ExitCode) => void): void {
  const faults = program
    .command('faults')
    .summary('list the faults that a scenario can inject, or prove some')
    .description('Lists the catalogue of faults: what each does, who notices it first, and how things come back.')
    .addOption(format())
    .action((flags: ListFlags) => {
      process.stdout.write(flags.format === 'json' ? listJson() : listText())
      end(EXIT_CODES.ok)
    })
  faults
    .command('prove')
    .summary('run faults, and their controls without them')
    .description(
      'Runs a small deployment with the fault, and the same one with the same seed without it: does the fault land, ' +
        'who notices it, and does the control succeed? Several faults are tried one after another, with --env kind on the same ' +
        'environment. Exits with 3 when any of it is not as the catalogue says, or when something is left behind.',
    )
    .argument('<name...>', 'faults of the catalogue')
    .addOption(new Option('--env <world>', 'sim or kind').choices(['sim', 'kind']).default('sim'))
    .option('--seed <n>', 'seed of all random draws', wholeNumber(0), 1)
    .addOption(format())
    .option(
      '--observe <time>',
      'with --env kind: watch production so long after each deployment, 2min by default',
      timeLimit,
    )
    .option('--timeout <time>', 'with --env kind: stop after this time, such as 20min', timeLimit)
    .action(async (names: readonly string[], flags: ProveFlags, command: Command) => {
      end(await prove(names, { ...flags, ...formatOf(command) }))
    })
}

/** The parent has a flag of the same name, which takes the value where it stands before the subcommand's own. */
const formatOf = (command: Command): ListFlags => ({
  format:
    command.optsWithGlobals<ListFlags>().format === 'json' || command.opts<ListFlags>().format === 'json'
      ? 'json'
      : 'text',
})

async function prove(names: readonly string[], flags: ProveFlags): Promise<ExitCode> {
  const kinds = kindsOf(names)
  const proofs: Proved[] = []
  try {
    if (flags.env === 'kind') await proveForReal(kinds, flags, (proof) => proofs.push(proof))
    else for (const kind of kinds) proofs.push(proveFault(kind, flags.seed))
  } finally {
    const shown = kinds.length > 1 ? proofs : proofs[0]
    if (shown !== undefined) {
      const text = flags.format === 'json' ? `${JSON.stringify(shown, null, 2)}\n` : proofText(shown)
      process.stdout.write(text)
    }
  }
  return proofs.every((proof) => isAsSaid(proof)) ? EXIT_CODES.ok : EXIT_CODES.targetMissed
}

/** The faults of these names, each once. Throws `InvalidInputError` for names that the catalogue does not have. */
function kindsOf(names: readonly string[]): readonly FaultKind[] {
  const all = [...FAULTS.keys()]
  const unknown = new Set(names.filter((name) => !FAULTS.has(name)))
  if (unknown.size > 0) {
    const issues = [...unknown].map((name) => ({
      ...{ path: '', message: `there is no fault "${name}"`, remedy: suggestName(name, all, 'faults') },
    }))
    throw new InvalidInputError('seatrial faults prove', issues)
  }
  return [...new Set(names)].map((name) => FAULTS.get(name)!)
}

/** What the catalogue says of detection is true of the whole improved pipeline; a real trial has only what the fault needs. */
function isAsSaid(proof: Proved): boolean {
  const { landed, controlSucceeded, detectedBy, leftovers } = proof
  if (!landed || !controlSucceeded) return false
  return leftovers === undefined ? detectedBy === FAULTS.get(proof.fault)?.detectedBy : leftovers.length === 0
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
