import { showBar } from './bar.ts'
import { showLines } from './lines.ts'
import type { Progress } from './progress.ts'

/** A bar on a terminal, lines elsewhere (logs of a CI job), nothing when quiet. Writes to standard error only. */
export function startProgress(quiet: boolean): Progress {
  if (quiet) return { update: () => {}, [Symbol.dispose]: () => {} }
  const movable = process.stderr.isTTY && process.env.TERM !== 'dumb'
  return movable ? showBar(process.stderr, Date.now) : showLines(process.stderr, Date.now)
}
