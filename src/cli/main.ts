#!/usr/bin/env node
import { CommanderError } from 'commander'
import { resolveSeatrialToItself } from '../loading/seatrial-specifier.ts'
import { errorText } from './error-text.ts'
import { EXIT_CODES, exitCodeOfError } from './exit-codes.ts'
import { buildProgram } from './program.ts'

// A reader that has seen enough (`| head`) closes the pipe; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT_CODES.ok : EXIT_CODES.internalError)
})

resolveSeatrialToItself()
try {
  await buildProgram((code) => {
    process.exitCode = code
  }).parseAsync(process.argv)
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed what is wrong (or the help that was asked for).
    process.exitCode = error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.invalidInput
  } else {
    process.stderr.write(errorText(error))
    process.exitCode = exitCodeOfError(error)
  }
}
