import { KernelUsageError } from './errors.ts'
import type { Process, Waitable } from './process.ts'
import type { Task } from './task.ts'
import { WaitList } from './wait-list.ts'

/** Something that happens once, such as an approval: whoever waits, before or after, gets its value. */
export class Signal<T = void> implements Waitable {
  private readonly waiters = new WaitList()
  private hasFired = false
  private content: T | undefined

  /** Whether it has happened. */
  get fired(): boolean {
    return this.hasFired
  }

  /** What it was fired with; undefined before. */
  get value(): T | undefined {
    return this.content
  }

  /** Lets it happen, for everybody who waits; a second time is a usage error (test {@link fired} where it may be). */
  fire(value: T): void {
    if (this.hasFired)
      throw new KernelUsageError('a signal was fired twice: it happens once, use a Condition for what repeats')
    this.hasFired = true
    this.content = value
    this.waiters.wakeAll(value)
  }

  /** Waits for it (not at all when it has happened) and returns its value. Without allocating: `if (!s.fired) yield s`. */
  *wait(): Process<T> {
    if (!this.hasFired) yield this
    return this.content as T
  }

  /** @internal */
  suspend(task: Task<unknown>): void {
    if (this.hasFired) task.wake(this.content)
    else this.waiters.add(task)
  }

  /** @internal */
  abandon(task: Task<unknown>): void {
    if (this.waiters.has(task)) this.waiters.remove(task)
  }
}
