import type { Kernel } from './kernel.ts'
import { Occupancy, type OccupancyReport, type Population } from './occupancy.ts'
import type { Process, Waitable } from './process.ts'
import type { Task } from './task.ts'
import { WaitList } from './wait-list.ts'

/** An unbounded first-in first-out queue of items between processes; takers are served in the order in which they came. */
export class Queue<T> implements Waitable {
  readonly name: string
  private readonly takers = new WaitList()
  private readonly occupancy: Occupancy | undefined
  private items: T[] = []
  private head = 0

  constructor(kernel: Kernel, options: { name: string }) {
    this.name = options.name
    this.occupancy = Occupancy.of(kernel, options.name, this.population())
  }

  /** How many items are in the queue. */
  get length(): number {
    return this.items.length - this.head
  }

  /** How many tasks wait for an item. */
  get waiting(): number {
    return this.takers.length
  }

  /** Adds an item, or hands it to the first waiting taker. */
  put(item: T): void {
    this.occupancy?.arrived()
    this.items.push(item)
    this.serve()
  }

  /** Takes the oldest item if there is one. */
  tryTake(): { item: T } | undefined {
    return this.length > 0 ? { item: this.shift() } : undefined
  }

  /** Takes the oldest item, waiting for one to be put. */
  *take(): Process<T> {
    if (this.length > 0) return this.shift()
    return (yield this) as T
  }

  /** The averages of the items so far, when the kernel checks Little's law. */
  report(): OccupancyReport | undefined {
    return this.occupancy?.report()
  }

  /** @internal */
  suspend(task: Task<unknown>): void {
    this.takers.add(task)
    this.serve()
  }

  /** @internal an item handed over but not yet used goes back to the front */
  abandon(task: Task<unknown>): void {
    if (this.takers.has(task)) {
      this.takers.remove(task)
      return
    }
    this.occupancy?.arrived()
    this.items.splice(this.head, 0, task.input as T)
    this.serve()
  }

  private serve(): void {
    while (this.length > 0 && this.takers.head !== undefined) this.takers.shift()?.wake(this.shift())
  }

  private shift(): T {
    this.occupancy?.gaveUp()
    const item = this.items[this.head++] as T
    if (this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head)
      this.head = 0
    }
    return item
  }

  private population(): Population {
    const size = () => this.length
    return {
      inUse: 0,
      get waiting() {
        return size()
      },
    }
  }
}
