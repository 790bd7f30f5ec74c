import { KernelUsageError } from './errors.ts'
import type { Kernel } from './kernel.ts'
import { Occupancy, type OccupancyReport, type Population } from './occupancy.ts'
import type { Process, Waitable } from './process.ts'
import type { Task } from './task.ts'
import { WaitList } from './wait-list.ts'

/** What a semaphore is made of. */
export interface SemaphoreOptions {
  /** For messages. */
  name: string
  /** How many units there are: an integer, 0 or more. */
  capacity: number
}

/**
 * A pool of equal units, such as runners: first come first served among equal priority, lower priority numbers first.
 *
 * A unit that is released goes to the first in line at once, so nobody overtakes the line. Interrupting a waiting task takes it
 * out of the line; one that was granted a unit in this very instant gives it back. What a process holds it releases itself:
 *
 *     yield* runners.acquire()
 *     try { … } finally { runners.release() }
 */
export class Semaphore implements Waitable, Population {
  readonly name: string
  private readonly line = new WaitList()
  private readonly occupancy: Occupancy | undefined
  private units: number
  private used = 0
  private requestedPriority = 0

  constructor(kernel: Kernel, options: SemaphoreOptions) {
    this.name = options.name
    this.units = checkedCapacity(options.name, options.capacity)
    this.occupancy = Occupancy.of(kernel, options.name, this)
  }

  /** How many units there are. */
  get capacity(): number {
    return this.units
  }

  /** How many units are held; above `capacity` for a while after the capacity was reduced. */
  get inUse(): number {
    return this.used
  }

  /** How many tasks are in line. */
  get waiting(): number {
    return this.line.length
  }

  /** Takes a unit if one is free (nobody is in line then). */
  tryAcquire(): boolean {
    if (this.used >= this.units) return false
    if (this.occupancy !== undefined) {
      this.occupancy.arrived()
      this.occupancy.started()
    }
    this.used++
    return true
  }

  /** Takes a unit, waiting in line while none is free. */
  *acquire(options: { priority?: number } = {}): Process {
    if (!this.tryAcquire()) yield this.request(options.priority)
  }

  /**
   * What to yield to wait in line, without allocating: `if (!runners.tryAcquire()) yield runners.request(priority)`. The unit is
   * held when the yield returns. Yield it at once; keeping it for later mixes up priorities.
   */
  request(priority = 0): Waitable {
    this.requestedPriority = priority
    return this
  }

  /** Gives a unit back, to the first in line if there is one. */
  release(): void {
    if (this.used === 0) throw new KernelUsageError(`semaphore "${this.name}": release without a unit in use`)
    this.occupancy?.finished()
    this.used--
    this.grant()
  }

  /** Changes the number of units. More go to the line at once; fewer take effect as units come back. */
  setCapacity(capacity: number): void {
    this.units = checkedCapacity(this.name, capacity)
    this.grant()
  }

  /** The averages so far, when the kernel checks Little's law. */
  report(): OccupancyReport | undefined {
    return this.occupancy?.report()
  }

  /** @internal */
  suspend(task: Task<unknown>): void {
    const priority = this.requestedPriority
    this.requestedPriority = 0
    this.occupancy?.arrived()
    this.line.add(task, priority)
    this.grant()
  }

  /** @internal */
  abandon(task: Task<unknown>): void {
    if (this.line.has(task)) {
      this.occupancy?.gaveUp()
      this.line.remove(task)
    } else this.release()
  }

  private grant(): void {
    while (this.used < this.units && this.line.head !== undefined) {
      this.occupancy?.started()
      this.used++
      this.line.shift()?.wake()
    }
  }
}

function checkedCapacity(name: string, capacity: number): number {
  if (Number.isInteger(capacity) && capacity >= 0) return capacity
  throw new KernelUsageError(`semaphore "${name}": expected a capacity that is an integer, 0 or more, got ${capacity}`)
}
