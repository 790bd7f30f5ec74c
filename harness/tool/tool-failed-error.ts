import { SeatrialError } from '../../src/model/errors.ts'

/** A program ended with an exit code other than 0. */
export class ToolFailedError extends SeatrialError {
  readonly code = 'TOOL_FAILED'
  readonly command: readonly string[]
  /** Null when a signal ended it. */
  readonly exitCode: number | null
  /** What it printed, standard output before standard error. */
  readonly output: string

  constructor(of: { command: readonly string[]; exitCode: number | null; output: string }) {
    const [program = '', ...args] = of.command
    super(`"${program}" exited with ${of.exitCode ?? 'a signal'}: ${lastLines(of.output)}`, {
      where: [program, ...args].join(' '),
      remedy: `run the command by hand to see all that it prints; "seatrial env doctor" checks that ${program} can be used`,
    })
    this.command = of.command
    this.exitCode = of.exitCode
    this.output = of.output
  }
}

/** The end of an output, where programs say what went wrong. */
function lastLines(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  return lines.slice(-3).join(' | ').slice(-600)
}
