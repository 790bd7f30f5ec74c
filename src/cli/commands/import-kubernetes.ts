import { type Command, Option } from 'commander'
import { formatImportReport, importKubernetes } from '../../import/kubernetes/index.ts'
import { InvalidInputError } from '../../model/errors.ts'
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts'
import { writeTextFile } from '../output/text-file.ts'
import { addImportChaosCommand } from './import-chaos.ts'

interface Flags {
  readonly out?: string
  readonly name?: string
  readonly region?: readonly string[]
  readonly strict?: boolean
  readonly format: 'text' | 'json'
  readonly quiet?: boolean
}

/** `seatrial import`, and `seatrial import kubernetes PATH…` */
export function addImportCommand(program: Command, end: (code: ExitCode) => void): void {
  const imports = program
    .command('import')
    .summary('make parts of a scenario from what is there already')
    .description('Makes parts of a scenario from what is there already.')
  addImportChaosCommand(imports, end)
  imports
    .command('kubernetes')
    .summary('a fleet from Kubernetes manifests')
    .description(
      'Reads manifests (files, or folders with everything below them) into a fleet file that a scenario uses:\n' +
        "  fleet: fleetFrom('./fleet.json')   in TypeScript\n" +
        '  fleet: ./fleet.json                in YAML and JSON\n' +
        'Says what became of every document.',
    )
    .argument('<path...>', 'manifest files and folders')
    .option('--out <file>', 'write the fleet to this file; without it, to standard output')
    .option('--name <name>', 'name of the fleet (default: last part of the first path)')
    .option('--region <name>', 'a region that all of it runs in (repeatable; default: one named "default")', collect)
    .option('--strict', 'exit with 2, and write nothing, when a document is malformed')
    .addOption(
      new Option('--format <format>', 'how the report of the import is printed')
        .choices(['text', 'json'])
        .default('text'),
    )
    .option('--quiet', 'print nothing but the fleet')
    .action((paths: string[], flags: Flags) => end(importManifests(paths, flags)))
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

function importManifests(paths: readonly string[], flags: Flags): ExitCode {
  const imported = importKubernetes(paths, {
    ...(flags.name === undefined ? {} : { name: flags.name }),
    ...(flags.region === undefined ? {} : { regions: flags.region }),
  })
  const { malformed } = imported.report
  if (flags.strict && malformed.length > 0) {
    const remedy = 'correct the document, or leave --strict out to import the others'
    throw new InvalidInputError(
      paths.join(', '),
      malformed.map(({ file, line, message }) => ({ path: `${file}:${line}`, message, remedy })),
    )
  }
  const fleet = `${JSON.stringify(imported.fleet, null, 2)}\n`
  if (flags.out === undefined) process.stdout.write(fleet)
  else writeTextFile(flags.out, fleet)
  // The report goes where it does not mix with the fleet.
  const report = flags.out === undefined ? process.stderr : process.stdout
  if (flags.quiet) return EXIT_CODES.ok
  if (flags.format === 'json') report.write(`${JSON.stringify(imported.report, null, 2)}\n`)
  else
    report.write(`${formatImportReport(imported)}${flags.out === undefined ? '' : `fleet written to ${flags.out}\n`}`)
  return EXIT_CODES.ok
}
