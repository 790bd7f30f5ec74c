import { type Command, Option } from 'commander'
import { formatChaosReport, importChaos } from '../../import/chaos/index.ts'
import { InvalidInputError } from '../../model/errors.ts'
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts'
import { writeTextFile } from '../output/text-file.ts'

interface Flags {
  readonly out?: string
  readonly strict?: boolean
  readonly format: 'text' | 'json'
  readonly quiet?: boolean
}

/** `seatrial import chaos FILE…` */
export function addImportChaosCommand(imports: Command, end: (code: ExitCode) => void): void {
  imports
    .command('chaos')
    .summary('faults from experiments of other chaos tools')
    .description(
      'Reads experiments of the Chaos Toolkit (JSON or YAML) and manifests of Chaos Mesh and Litmus into faults and the\n' +
        'experiment around them, which a scenario in YAML or JSON uses as\n' +
        '  faults: ./storm.json\n' +
        'Says what became of every experiment, action and probe; what has no fault here is named, never left out.',
    )
    .argument('<path...>', 'files and folders')
    .option('--out <file>', 'write the faults to this file; without it, to standard output')
    .option('--strict', 'exit with 2, and write nothing, when something is unsupported or malformed')
    .addOption(
      new Option('--format <format>', 'how the report of the import is printed')
        .choices(['text', 'json'])
        .default('text'),
    )
    .option('--quiet', 'print nothing but the faults')
    .action((paths: string[], flags: Flags) => end(importExperiments(paths, flags)))
}

function importExperiments(paths: readonly string[], flags: Flags): ExitCode {
  const imported = importChaos(paths)
  const { faults, chaos, report } = imported
  const open = [...report.unsupported, ...report.malformed.map((one) => ({ ...one, why: 'malformed' }))]
  if (flags.strict && open.length > 0) {
    const remedy = 'take it out of the input, or leave --strict out to import the others'
    throw new InvalidInputError(
      paths.join(', '),
      open.map(({ file, line, what, why }) => ({ path: `${file}:${line}`, message: `${what}: ${why}`, remedy })),
    )
  }
  const fragment = `${JSON.stringify({ faults, ...(chaos === undefined ? {} : { chaos }) }, null, 2)}\n`
  if (flags.out === undefined) process.stdout.write(fragment)
  else writeTextFile(flags.out, fragment)
  if (flags.quiet) return EXIT_CODES.ok
  const stream = flags.out === undefined ? process.stderr : process.stdout
  stream.write(flags.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : formatChaosReport(imported))
  return EXIT_CODES.ok
}
