import type { Command } from 'commander'
import { isSuiteDocument, loadScenario, loadSuite } from '../../loading/load.ts'
import { readDocument } from '../../loading/read-document.ts'
import { errorText } from '../error-text.ts'
import { EXIT_CODES, type ExitCode, exitCodeOfError } from '../exit-codes.ts'

/** `seatrial validate FILE…` */
export function addValidateCommand(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('validate')
    .summary('check scenarios and suites without running them')
    .description('Checks scenario and suite files, and says of each whether it can be run, and if not, why.')
    .argument('<file...>', 'scenario or suite files')
    .option('--quiet', 'print problems only')
    .action(async (files: string[], flags: { quiet?: boolean }) => {
      let code: ExitCode = EXIT_CODES.ok
      for (const file of files) {
        try {
          const said = await describe(file)
          if (!flags.quiet) process.stdout.write(`${file}: ${said}\n`)
        } catch (error) {
          process.stderr.write(errorText(error))
          const worse = exitCodeOfError(error)
          if (code !== EXIT_CODES.internalError) code = worse
        }
      }
      end(code)
    })
}

async function describe(file: string): Promise<string> {
  if (isSuiteDocument(await readDocument(file))) {
    const { value, notes } = await loadSuite(file)
    return [`valid suite "${value.name}" of ${counted(value.scenarios.length, 'scenario')}`, ...notes].join(
      '\n  note: ',
    )
  }
  const { value, notes } = await loadScenario(file)
  const { fleet, pipeline } = value
  const jobs = pipeline.stages.reduce((sum, stage) => sum + stage.jobs.length, 0)
  const size = `${counted(fleet.services.length, 'service')} in ${counted(fleet.regions.length, 'region')}, ${counted(jobs, 'job')} in ${counted(pipeline.stages.length, 'stage')}`
  return [`valid scenario "${value.name}": ${size}`, ...notes].join('\n  note: ')
}

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`
