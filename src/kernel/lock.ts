import { KernelUsageError } from './errors.ts'
import type { Kernel } from './kernel.ts'
import { Occupancy, type OccupancyReport, type Population } from './occupancy.ts'
import type { Process, Waitable } from './process.ts'
import type { Task } from './task.ts'
import { WaitList } from './wait-list.ts'

/**
 * A lock that knows its holder by a label, such as the state lock of an infrastructure state: first come first served.
 *
 * The label is the caller's (a run, a team), not a task: the lock outlives a holder that crashed, until {@link forceRelease}.
 * Interrupting a waiting task takes it out of the line; one that was granted the lock in this very instant gives it back.
 */
export class Lock implements Waitable, Population {
  readonly name: string
  private readonly line = new WaitList()
  private readonly occupancy: Occupancy | undefined
  private label: string | undefined
  private requestedLabel = ''
  /** Whom the lock was handed to from the line, while the lock is still that task's. */
  private grantee: Task<unknown> | undefined

  constructor(kernel: Kernel, options: { name: string }) {
    this.name = options.name
    this.occupancy = Occupancy.of(kernel, options.name, this)
  }

  /** Who holds it, if anybody. */
  get holder(): string | undefined {
    return this.label
  }

  /** How many tasks are in line. */
  get waiting(): number {
    return this.line.length
  }

  /** 1 while held, else 0. */
  get inUse(): number {
    return this.label === undefined ? 0 : 1
  }

  /** Takes the lock for `holder` if it is free. */
  tryAcquire(holder: string): boolean {
    if (this.label !== undefined) return false
    if (this.occupancy !== undefined) {
      this.occupancy.arrived()
      this.occupancy.started()
    }
    this.label = holder
    return true
  }

  /** Takes the lock for `holder`, waiting in line while it is held. */
  *acquire(holder: string): Process {
    if (!this.tryAcquire(holder)) yield this.request(holder)
  }

  /** What to yield to wait in line without allocating: `if (!lock.tryAcquire(me)) yield lock.request(me)`. */
  request(holder: string): Waitable {
    this.requestedLabel = holder
    return this
  }

  /** Gives the lock back, to the first in line if there is one; throws when `holder` does not hold it. */
  release(holder: string): void {
    if (this.label !== holder) {
      const actual = this.label === undefined ? 'nobody' : `"${this.label}"`
      throw new KernelUsageError(`lock "${this.name}": "${holder}" releases it, but ${actual} holds it`)
    }
    this.forceRelease()
  }

  /** Takes the lock away from whoever holds it and hands it to the first in line; false when it was free. */
  forceRelease(): boolean {
    if (this.label === undefined) return false
    this.occupancy?.finished()
    this.label = undefined
    this.grantee = undefined
    this.grant()
    return true
  }

  /** The averages so far, when the kernel checks Little's law. */
  report(): OccupancyReport | undefined {
    return this.occupancy?.report()
  }

  /** @internal */
  suspend(task: Task<unknown>): void {
    task.lineLabel = this.requestedLabel
    this.occupancy?.arrived()
    this.line.add(task)
    this.grant()
  }

  /** @internal */
  abandon(task: Task<unknown>): void {
    if (this.line.has(task)) {
      this.occupancy?.gaveUp()
      this.line.remove(task)
    } else if (this.grantee === task) this.forceRelease()
  }

  private grant(): void {
    const next = this.line.head
    if (this.label !== undefined || next === undefined) return
    this.occupancy?.started()
    this.label = next.lineLabel
    this.grantee = next
    this.line.remove(next)
    next.wake()
  }
}
