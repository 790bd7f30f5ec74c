import type { Process, Waitable } from './process.ts'
import type { Task } from './task.ts'
import { WaitList } from './wait-list.ts'

/** Something that happens again and again: each notification wakes those who wait at that moment. */
export class Condition<T = void> implements Waitable {
  private readonly waiters = new WaitList()

  /** How many tasks wait. */
  get waiting(): number {
    return this.waiters.length
  }

  /** Wakes everybody who waits, in the order in which they came. */
  notify(value: T): void {
    this.waiters.wakeAll(value)
  }

  /** Waits for the next notification and returns its value. */
  *wait(): Process<T> {
    return (yield this) as T
  }

  /** Waits until `holds()`, testing it now and after each notification. */
  *until(holds: () => boolean): Process {
    while (!holds()) yield this
  }

  /** @internal */
  suspend(task: Task<unknown>): void {
    this.waiters.add(task)
  }

  /** @internal */
  abandon(task: Task<unknown>): void {
    if (this.waiters.has(task)) this.waiters.remove(task)
  }
}
