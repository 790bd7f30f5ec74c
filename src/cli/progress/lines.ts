import type { Progress, Sink } from './progress.ts'

/** Time between two lines, so that a log stays short. */
const EVERY_MS = 5_000

/** Progress as plain lines: one when a scenario ends, and one every five seconds until then. */
export function showLines(sink: Sink, now: () => number): Progress {
  let last = now()
  return {
    update: (name, done, total) => {
      if (done < total && now() - last < EVERY_MS) return
      last = now()
      const share = Math.floor((100 * done) / total)
      sink.write(`${name}: ${done} of ${total} deployments (${share} %)\n`)
    },
    [Symbol.dispose]: () => {},
  }
}
