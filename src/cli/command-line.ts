import { CommanderError } from 'commander'
import { errorText } from './error-text.ts'
import { EXIT_CODES, type ExitCode, exitCodeOfError } from './exit-codes.ts'
import { buildProgram } from './program.ts'

/** Carries out one command line, without the name of the program, and returns what it exits with; it throws nothing. */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  let ended: ExitCode = EXIT_CODES.ok
  try {
    await buildProgram((code) => {
      ended = code
    }).parseAsync(args, { from: 'user' })
    return ended
  } catch (error) {
    // Commander has printed what is wrong (or the help that was asked for).
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.invalidInput
    process.stderr.write(errorText(error))
    return exitCodeOfError(error)
  }
}
