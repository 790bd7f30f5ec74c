import { $, type ProcessOutput } from 'zx'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { findTool } from './find-tool.ts'
import { ToolFailedError } from './tool-failed-error.ts'

/** How a program is run. */
export interface ToolOptions {
  /** Aborting it ends the program and its children (SIGTERM) and rejects with the signal's reason when they are gone. */
  readonly signal?: AbortSignal | undefined
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>
  /** Written to its standard input. */
  readonly input?: string
  readonly cwd?: string
  /** Called with each line of both outputs as it comes. */
  readonly onLine?: (line: string) => void
}

/** What a program printed. */
export interface ToolOutput {
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs a program with its arguments, without a shell's interpretation, in a process group of its own, so that a Ctrl-C in the
 * terminal reaches it through the signal only. One that a Ctrl-C ended before it had left our group is started again.
 *
 * Rejects with {@link ToolFailedError} when it exits with anything but 0, with `EnvironmentUnavailableError` when there is no
 * such program, and with the signal's reason when it was aborted.
 */
export async function runTool(
  program: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<ToolOutput> {
  const { signal } = options
  signal?.throwIfAborted()
  // zx starts programs through bash.
  for (const needed of [program, 'bash']) if ((await findTool(needed)) === undefined) throw missing(needed)
  const command = [program, ...args]
  let output = await start(command, options)
  for (let starts = 1; wasHitOnTheWay(output) && starts < MOST_STARTS; starts++) {
    signal?.throwIfAborted()
    output = await start(command, options)
  }
  signal?.throwIfAborted()
  if (output.exitCode !== 0) {
    throw new ToolFailedError({ command, exitCode: output.exitCode, output: `${output.stdout}\n${output.stderr}` })
  }
  return { stdout: output.stdout, stderr: output.stderr }
}

/**
 * Whether a Ctrl-C ended a program that had not begun: a child leaves our process group only some time after `fork` (libuv,
 * `uv__process_child_init`), and until then the terminal's signal is meant for it too. We end programs by SIGTERM.
 */
const wasHitOnTheWay = ({ signal, stdout, stderr }: ProcessOutput): boolean =>
  signal === 'SIGINT' && stdout === '' && stderr === ''

/** How often a program is started at most. */
const MOST_STARTS = 3

async function start(command: readonly string[], options: ToolOptions): Promise<ProcessOutput> {
  const { signal, env, input, cwd, onLine } = options
  const shell = $({
    nothrow: true,
    quiet: true,
    detached: true,
    env: { ...process.env, ...env },
    ...(signal === undefined ? {} : { signal }),
    ...(input === undefined ? {} : { input }),
    ...(cwd === undefined ? {} : { cwd }),
  })
  const running = shell`${[...command]}`
  if (onLine !== undefined) {
    running.stdout.on('data', byLine(onLine))
    running.stderr.on('data', byLine(onLine))
  }
  return await running
}

const missing = (program: string): EnvironmentUnavailableError =>
  new EnvironmentUnavailableError(`expected the program "${program}" on the PATH, found none`, {
    where: program,
    remedy: 'run "seatrial env doctor": it prints the command that installs each missing part',
  })

/** Cuts a stream of chunks into lines; the rest of a chunk waits for the next one. */
function byLine(onLine: (line: string) => void): (chunk: Buffer | string) => void {
  let rest = ''
  return (chunk) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  }
}
