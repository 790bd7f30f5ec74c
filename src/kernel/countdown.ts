import { KernelUsageError } from './errors.ts'
import type { Process, Waitable } from './process.ts'
import type { Task, Watcher } from './task.ts'
import { WaitList } from './wait-list.ts'

/**
 * A counter to join by: work is added, each piece counts down when done, and whoever waits goes on at zero. It can be used again
 * (the next wave of pods), and machines count down without a task each.
 */
export class Countdown implements Waitable, Watcher {
  private readonly waiters = new WaitList()
  private count: number

  constructor(count = 0) {
    this.count = count
  }

  /** How many pieces are outstanding. */
  get remaining(): number {
    return this.count
  }

  /** Adds outstanding pieces. */
  add(pieces = 1): void {
    this.count += pieces
  }

  /** One piece is done. */
  down(): void {
    if (this.count === 0)
      throw new KernelUsageError('a countdown went below zero: add() the pieces before they can finish')
    if (--this.count === 0) this.waiters.wakeAll()
  }

  /** Waits for zero (not at all when there). Without allocating: `if (pods.remaining > 0) yield pods`. */
  *wait(): Process {
    if (this.count > 0) yield this
  }

  /** @internal watched tasks count down when they end */
  taskEnded(): void {
    this.down()
  }

  /** @internal */
  suspend(task: Task<unknown>): void {
    if (this.count === 0) task.wake()
    else this.waiters.add(task)
  }

  /** @internal */
  abandon(task: Task<unknown>): void {
    if (this.waiters.has(task)) this.waiters.remove(task)
  }
}
