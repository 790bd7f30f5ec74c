import type { Millis } from '../model/units.ts'
import { Interrupted, KernelUsageError } from './errors.ts'
import type { Kernel } from './kernel.ts'
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
 * Runs `process` inside the calling process for at most `ms` milliseconds; then it is interrupted with a {@link TimeLimit}, its
 * finally blocks run, and the result says `timedOut`. Ending at the very instant of the limit is in time when the end was
 * scheduled first. A process that catches the interruption and goes on outlives its limit.
 */
export function* withTimeout<T>(kernel: Kernel, ms: Millis, process: Process<T>): Process<Timed<T>> {
  const task = kernel.current
  if (task === undefined)
    throw new KernelUsageError('withTimeout was started outside of a process: spawn a process that yields* it')
  const limit = new TimeLimit(ms)
  const timer = kernel.after(ms, () => task.interrupt(limit))
  try {
    return { timedOut: false, value: yield* process }
  } catch (error) {
    if (error instanceof Interrupted && error.reason === limit) return { timedOut: true }
    throw error
  } finally {
    kernel.cancel(timer)
  }
}
