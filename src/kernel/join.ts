import { Interrupted } from './errors.ts'
import type { Kernel } from './kernel.ts'
import type { Process, Waitable } from './process.ts'
import type { SpawnOptions, Task, Watcher } from './task.ts'

/** Waits for several tasks by counting: until one is decisive or none is left. */
class Joint<T> implements Waitable, Watcher {
  decisive: Task<T> | undefined
  private remaining: number
  private readonly tasks: readonly Task<T>[]
  private readonly decides: (task: Task<T>) => boolean
  private waiter: Task<unknown> | undefined

  constructor(tasks: readonly Task<T>[], decides: (task: Task<T>) => boolean) {
    this.tasks = tasks
    this.decides = decides
    this.remaining = tasks.length
    for (const task of tasks) task.watch(this)
  }

  *wait(): Process {
    if (!this.isOver) yield this
  }

  /** Stops watching; failures from now on are uncaught again. */
  close(): void {
    for (const task of this.tasks) task.unwatch(this)
  }

  taskEnded(task: Task<unknown>): void {
    const wasOver = this.isOver
    this.remaining--
    if (!wasOver && this.decides(task as Task<T>)) this.decisive = task as Task<T>
    if (wasOver || !this.isOver) return
    this.waiter?.wake()
    this.waiter = undefined
  }

  suspend(waiter: Task<unknown>): void {
    this.waiter = waiter
  }

  abandon(): void {
    this.waiter = undefined
  }

  private get isOver(): boolean {
    return this.decisive !== undefined || this.remaining === 0
  }
}

/** See `Kernel.all`. */
export function* all<T>(tasks: readonly Task<T>[]): Process<T[]> {
  const joint = new Joint(tasks, (task) => task.failed)
  try {
    yield* joint.wait()
  } finally {
    joint.close()
  }
  throwFailures(tasks)
  return tasks.map((task) => task.result)
}

/** See `Kernel.any`. */
export function* any<T>(tasks: readonly Task<T>[]): Process<T> {
  const joint = new Joint(tasks, (task) => !task.failed)
  try {
    yield* joint.wait()
  } finally {
    joint.close()
  }
  if (joint.decisive !== undefined) return joint.decisive.result
  throw new AggregateError(failuresOf(tasks), `none of ${tasks.length} tasks succeeded`)
}

/** See `Kernel.race`. */
export function* race<T>(tasks: readonly Task<T>[]): Process<Task<T>> {
  const joint = new Joint(tasks, () => true)
  try {
    yield* joint.wait()
  } finally {
    joint.close()
  }
  if (joint.decisive === undefined) throw new RangeError('a race needs at least one task')
  if (joint.decisive.failed) throwFailures(tasks)
  return joint.decisive
}

/** See `Kernel.together`. */
export function* together<T>(kernel: Kernel, processes: readonly Process<T>[], options: SpawnOptions): Process<T[]> {
  const tasks = processes.map((process) => kernel.spawn(process, options))
  const joint = new Joint(tasks, (task) => task.failed)
  let interruption: unknown
  try {
    yield* joint.wait()
  } catch (error) {
    interruption = error
  }
  if (interruption !== undefined || joint.decisive !== undefined) {
    yield* windDown(tasks, interruption ?? `${joint.decisive?.name} failed`)
    joint.close()
    if (interruption !== undefined) throw withFailures(interruption, tasks)
    throwFailures(tasks)
  }
  return tasks.map((task) => task.result)
}

/** Interrupts what is live and waits until all is over; each further interruption is passed on, and the wait goes on. */
function* windDown<T>(tasks: readonly Task<T>[], reason: unknown): Process {
  const joint = new Joint(tasks, () => false)
  let latest = reason
  for (;;) {
    for (const task of tasks) task.interrupt(latest)
    try {
      yield* joint.wait()
      return
    } catch (error) {
      latest = error
    }
  }
}

function failuresOf<T>(tasks: readonly Task<T>[]): unknown[] {
  return tasks.filter((task) => task.failed).map((task) => task.failure)
}

/** Failures that are not merely the interruption that the failure of another brought about. */
function realFailuresOf<T>(tasks: readonly Task<T>[]): unknown[] {
  const failures = failuresOf(tasks)
  const real = failures.filter((failure) => !(failure instanceof Interrupted))
  return real.length > 0 ? real : failures
}

function throwFailures<T>(tasks: readonly Task<T>[]): void {
  const failures = realFailuresOf(tasks)
  if (failures.length === 0) return
  if (failures.length === 1) throw failures[0]
  throw new AggregateError(failures, `${failures.length} tasks failed`)
}

/** What to throw after winding down for `interruption`: itself, unless a task failed on the way. */
export function withFailures<T>(interruption: unknown, tasks: readonly Task<T>[]): unknown {
  const failures = failuresOf(tasks).filter((failure) => !(failure instanceof Interrupted))
  if (failures.length === 0) return interruption
  return new AggregateError([interruption, ...failures], 'interrupted, and tasks failed while they were wound down')
}
