import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { InvalidInputError } from '../../model/errors.ts'
import { EXIT_CODES, type ExitCode } from '../exit-codes.ts'
import { writeTextFile } from '../output/text-file.ts'
import { chaosTemplate } from '../templates/chaos.ts'

/** `seatrial init chaos NAME` */
export function addInitCommand(program: Command, end: (code: ExitCode) => void): void {
  const init = program.command('init').summary('write a new scenario to begin with')
  init
    .command('chaos')
    .summary('a chaos scenario, every part explained')
    .description('Writes NAME.ts: a chaos scenario that runs as it is, with a comment on each of its parts.')
    .argument('<name>', 'name of the scenario, and of its file')
    .action((name: string) => {
      const file = `${name}.ts`
      if (existsSync(file)) {
        throw new InvalidInputError('seatrial init chaos', [
          { path: '', message: `${file} is there already`, remedy: 'choose another name, or remove the file' },
        ])
      }
      writeTextFile(file, chaosTemplate(name))
      process.stdout.write(`wrote ${file}; run it with: seatrial run ${file}\n`)
      end(EXIT_CODES.ok)
    })
}
