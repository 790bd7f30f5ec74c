#!/usr/bin/env node
import { resolveSeatrialToItself } from '../loading/seatrial-specifier.ts'
import { runCommandLine } from './command-line.ts'
import { EXIT_CODES } from './exit-codes.ts'

// A reader that has seen enough (`| head`) closes the pipe; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT_CODES.ok : EXIT_CODES.internalError)
})

resolveSeatrialToItself()
process.exitCode = await runCommandLine(process.argv.slice(2))
