import type { Millis } from '../model/units.ts'

/** Why a process was interrupted; thrown at its wait point by `task.interrupt(reason)`. */
export class Interrupted extends Error {
  readonly code = 'KERNEL_INTERRUPTED'
  readonly reason: unknown

  constructor(reason: unknown) {
    super(`interrupted: ${describe(reason)}`, { cause: reason })
    this.name = 'Interrupted'
    this.reason = reason
  }
}

/** A process failed while nobody was joining it; the failure itself is the `cause`. */
export class UncaughtProcessError extends Error {
  readonly code = 'KERNEL_UNCAUGHT_PROCESS'
  readonly task: string
  readonly at: Millis

  constructor(task: string, at: Millis, cause: unknown) {
    super(
      `process "${task}" failed at ${at} ms while nobody was joining it: ${describe(cause)}. ` +
        'Handle the error in the process, or join its task before it can fail.',
      { cause },
    )
    this.name = 'UncaughtProcessError'
    this.task = task
    this.at = at
  }
}

/** A delay, wait or priority that the event order cannot represent. */
export class InvalidWaitError extends Error {
  readonly code = 'KERNEL_INVALID_WAIT'

  constructor(expected: string, got: unknown, where: string) {
    super(`expected ${expected}, got ${describe(got)} in ${where}. Round durations to integer milliseconds first.`)
    this.name = 'InvalidWaitError'
  }
}

/** The kernel or a resource was used against its contract, such as releasing what nobody holds. */
export class KernelUsageError extends Error {
  readonly code = 'KERNEL_USAGE'

  constructor(message: string) {
    super(message)
    this.name = 'KernelUsageError'
  }
}

/** A process waits for the outside world although the kernel runs in virtual time, where nothing outside can finish. */
export class ExternalWaitError extends Error {
  readonly code = 'KERNEL_EXTERNAL_WAIT'

  constructor(task: string) {
    super(
      `process "${task}" waits for something outside the simulation, but the kernel runs in virtual time. ` +
        'Run it with runInRealTime(kernel), or give it a simulated world.',
    )
    this.name = 'ExternalWaitError'
  }
}

/** An accounting identity that holds for every correct run was violated: a bug in a resource or in its use. */
export class InvariantError extends Error {
  readonly code = 'KERNEL_INVARIANT'
  readonly resource: string

  constructor(resource: string, message: string) {
    super(`resource "${resource}": ${message}`)
    this.name = 'InvariantError'
    this.resource = resource
  }
}

function describe(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (typeof value === 'object' && value !== null) return value.constructor?.name ?? 'object'
  return String(value)
}
