import type { Millis } from '../model/units.ts'
import { Interrupted } from './errors.ts'
import { withFailures } from './join.ts'
import type { Kernel } from './kernel.ts'
import { LAST_PRIORITY } from './order.ts'
import type { Process } from './process.ts'

/** How a process under a time limit ended. */
export type Timed<T> = { timedOut: false; value: T } | { timedOut: true }

/** The reason with which a time limit interrupts. */
export class TimeLimit {
  readonly after: Millis

  constructor(after: Millis) {
    this.after = after
  }

  toString(): string {
    return `time limit of ${this.after} ms`
  }
}

/**
 * Runs `process` as a task of its own for at most `ms` milliseconds and waits for its end. At the limit it is interrupted with a
 * {@link TimeLimit} and the result says `timedOut` when its finally blocks have run. Ending at the very instant of the limit is
 * in time; a process that catches the interruption and goes on outlives its limit.
 *
 * An interruption of the caller is passed on and goes further when the process has ended; its failure is rethrown.
 */
export function* withTimeout<T>(kernel: Kernel, ms: Millis, process: Process<T>): Process<Timed<T>> {
  const inner = kernel.spawn(process, { name: kernel.current?.name, priority: kernel.current?.priority })
  const limit = new TimeLimit(ms)
  const timer = kernel.after(ms, () => inner.interrupt(limit), LAST_PRIORITY)
  let interruption: unknown
  while (!inner.done) {
    try {
      yield inner
    } catch (error) {
      interruption ??= error
      kernel.cancel(timer)
      inner.interrupt(error)
    }
  }
  kernel.cancel(timer)
  if (interruption !== undefined) throw withFailures(interruption, [inner])
  if (inner.failure instanceof Interrupted && inner.failure.reason === limit) return { timedOut: true }
  return { timedOut: false, value: inner.result }
}
