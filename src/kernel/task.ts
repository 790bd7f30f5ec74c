import { Interrupted, KernelUsageError } from './errors.ts'
import type { Kernel } from './kernel.ts'
import type { Process, Waitable } from './process.ts'
import type { WaitList } from './wait-list.ts'

/** Told once when a task it watches has ended, well or badly. */
export interface Watcher {
  taskEnded(task: Task<unknown>): void
}

type TaskState = 'live' | 'succeeded' | 'failed'

/**
 * A running process. Created by `kernel.spawn`; it ends with a result, with the error that its process threw, or with
 * {@link Interrupted} when somebody interrupted it and it did not recover.
 */
export class Task<T = void> implements Waitable, Watcher {
  /** Position in the order of spawning, from 0. */
  readonly id: number
  /** Order of its resumptions among events of the same instant; lower first, 0 by default. */
  readonly priority: number

  /** @internal */ readonly slot: number
  /** @internal */ readonly process: Process<T>
  /** @internal the pending resumption, or -1 */ timerSlot = -1
  /** @internal */ waitingOn: Waitable | undefined
  /** @internal what the next `yield` evaluates to */ input: unknown
  /** @internal errors to throw at the wait point, oldest first */ thrown: unknown[] | undefined
  /** @internal */ line: WaitList | undefined
  /** @internal */ lineAhead: Task<unknown> | undefined
  /** @internal */ lineBehind: Task<unknown> | undefined
  /** @internal */ linePriority = 0
  /** @internal a word that the waited-for resource keeps with its request, such as a lock holder's label */ lineLabel =
    ''

  private readonly kernel: Kernel
  private readonly givenName: string | undefined
  private state: TaskState = 'live'
  private value: T | undefined
  /** @internal */ failure: unknown
  /** The interruptions it has taken, oldest first. */
  private taken: unknown[] | undefined
  private watchers: Watcher[] | undefined

  /** @internal use `kernel.spawn` */
  constructor(
    kernel: Kernel,
    process: Process<T>,
    id: number,
    slot: number,
    priority: number,
    name: string | undefined,
  ) {
    this.kernel = kernel
    this.process = process
    this.id = id
    this.slot = slot
    this.priority = priority
    this.givenName = name
  }

  /** For messages; `task 7` unless named. */
  get name(): string {
    return this.givenName ?? `task ${this.id}`
  }

  /** Whether the process has ended, in whatever way. */
  get done(): boolean {
    return this.state !== 'live'
  }

  /** Whether the process ended by throwing (an interruption included). */
  get failed(): boolean {
    return this.state === 'failed'
  }

  /** The result of a task that is done; throws its failure, or a usage error while it is still live. */
  get result(): T {
    if (this.state === 'failed') throw this.failure
    if (this.state === 'live')
      throw new KernelUsageError(`task "${this.name}" is not done yet: join it to get its result`)
    return this.value as T
  }

  /** Waits for the end (not at all if already done) and returns the result or rethrows the failure. */
  *join(): Process<T> {
    if (this.state === 'live') yield this
    return this.result
  }

  /**
   * Throws {@link Interrupted} with this reason into the process at its wait point, at this instant and before other events of
   * it. The wait is given up at once: a queued request leaves its queue, a unit granted but not yet used goes back. A process
   * that is running is interrupted at its next wait; a finished one is left alone.
   *
   * Passing on an `Interrupted` that was caught throws that very one, and a task takes the same one only once: a parent that
   * winds down its children does not interrupt their winding down again.
   */
  interrupt(reason?: unknown): void {
    this.throwIn(reason instanceof Interrupted ? reason : new Interrupted(reason))
  }

  /** Asks to be told of the end; a task that is done tells at once. */
  watch(watcher: Watcher): void {
    if (this.done) watcher.taskEnded(this)
    else if (this.watchers === undefined) this.watchers = [watcher]
    else this.watchers.push(watcher)
  }

  /** Takes back {@link watch}. */
  unwatch(watcher: Watcher): void {
    const index = this.watchers?.indexOf(watcher) ?? -1
    if (index >= 0) this.watchers?.splice(index, 1)
  }

  /** Resumes the process at this instant; `value` is what its `yield` gives. For implementers of {@link Waitable}. */
  wake(value?: unknown): void {
    if (this.timerSlot >= 0 || this.done) throw new KernelUsageError(`task "${this.name}" was woken twice for one wait`)
    this.input = value
    this.timerSlot = this.kernel.resumeSoon(this)
  }

  /** @internal a task waits for another by watching it */
  suspend(waiter: Task<unknown>): void {
    this.watch(waiter)
  }

  /** @internal */
  abandon(waiter: Task<unknown>): void {
    this.unwatch(waiter)
  }

  /** @internal */
  taskEnded(): void {
    this.wake()
  }

  /** @internal */
  throwIn(error: unknown): void {
    if (this.done || this.taken?.includes(error)) return
    if (this.thrown !== undefined) {
      if (!this.thrown.includes(error)) this.thrown.push(error)
      return
    }
    this.thrown = [error]
    if (this.kernel.current === this) return
    const { waitingOn } = this
    this.waitingOn = undefined
    if (this.timerSlot >= 0) this.kernel.dropResumption(this)
    waitingOn?.abandon(this)
    this.kernel.resumeUrgently(this)
  }

  /** @internal the oldest error to throw */
  takeThrown(): unknown {
    const error = this.thrown!.shift()
    if (this.thrown!.length === 0) this.thrown = undefined
    if (this.taken === undefined) this.taken = [error]
    else this.taken.push(error)
    return error
  }

  /** @internal */
  succeed(value: T): void {
    this.state = 'succeeded'
    this.value = value
    this.tellWatchers()
  }

  /** @internal Returns whether somebody has to be told who is not watching. */
  fail(error: unknown): boolean {
    this.state = 'failed'
    this.failure = error
    const isUnseen = this.watchers === undefined || this.watchers.length === 0
    this.tellWatchers()
    return isUnseen && !(error instanceof Interrupted && this.taken?.includes(error))
  }

  private tellWatchers(): void {
    const { watchers } = this
    this.watchers = undefined
    this.thrown = undefined
    if (watchers !== undefined) for (const watcher of watchers) watcher.taskEnded(this)
  }
}

/** How a process is started. */
export interface SpawnOptions {
  /** Order among events of the same instant: an integer from -1000 (first) to 1000 (last). Default 0. */
  priority?: number | undefined
  /** For messages. */
  name?: string | undefined
}
