import { $, ProcessOutput } from 'zx'

/** How a command ended; `exitCode` is null when a signal ended it. */
export interface CommandEnd {
  readonly exitCode: number | null
  /** Last line that it printed, for messages. */
  readonly lastLine: string
}

/**
 * Runs a program with its arguments, without a shell's interpretation, and waits for its end. Aborting the signal ends it and
 * its children (SIGTERM); the promise settles when they are gone. Rejects when the program cannot be started.
 */
export async function runCommand(
  command: readonly string[],
  options: { signal: AbortSignal; attempt: number },
): Promise<CommandEnd> {
  const shell = $({
    signal: options.signal,
    nothrow: true,
    quiet: true,
    detached: true,
    env: { ...process.env, SEATRIAL_ATTEMPT: String(options.attempt) },
  })
  const output = await shell`${command}`
  if (!(output instanceof ProcessOutput)) throw new TypeError('expected the output of a process')
  const lines = `${output.stdout}\n${output.stderr}`.trim().split('\n')
  return { exitCode: output.exitCode, lastLine: lines.at(-1) ?? '' }
}
