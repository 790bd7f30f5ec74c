import { join } from 'node:path'
import type { RunFlags } from './flags.ts'
import { hasColor } from './has-color.ts'

/** What a command can print on standard output; each is made only when it is asked for. */
export interface Printable {
  text(color: boolean): string
  json(): string
  markdown(): string
}

/**
 * Prints a result in the format asked for, and where its files are. `--quiet` leaves the text away; JSON and Markdown are
 * printed all the same, because whoever names a format wants it.
 */
export function printResult(result: Printable, flags: RunFlags): void {
  if (flags.format === 'json') process.stdout.write(result.json())
  else if (flags.format === 'markdown') process.stdout.write(result.markdown())
  else if (!flags.quiet) {
    process.stdout.write(result.text(hasColor(process.stdout)))
    if (flags.out !== undefined) process.stdout.write(`\nreport: ${join(flags.out, 'report.html')}\n`)
  }
}
