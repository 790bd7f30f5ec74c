import type { Kernel, MachineId } from '../../../kernel/index.ts'
import type { Millis } from '../../../model/units.ts'

const DIRTY = 1
const BUSY = 2

/** What a controller does with a key. */
export interface Reconciler {
  /** Works on `key` and returns when the work ends; `now` when there was nothing to wait for. */
  sync(key: number): Millis
  /** The work on `key` has ended. */
  finished(key: number): void
}

/**
 * The queue of a controller (client-go `workqueue`): keys in the order in which they came, each at most once, never two
 * workers on the same key; a key that is added while it is worked on comes back when that work is done.
 */
export class WorkQueue {
  private readonly kernel: Kernel
  private readonly reconciler: Reconciler
  private readonly machine: MachineId
  private readonly flags: number[] = []
  private queue: number[] = []
  private head = 0
  private idle: number
  private isDraining = false

  constructor(kernel: Kernel, workers: number, reconciler: Reconciler) {
    this.kernel = kernel
    this.reconciler = reconciler
    this.idle = workers
    this.machine = kernel.machine((key) => {
      this.idle++
      this.done(key)
      this.drain()
    })
  }

  /** Asks for a sync of `key`. */
  add(key: number): void {
    const flags = this.flags[key] ?? 0
    if ((flags & DIRTY) !== 0) return
    this.flags[key] = flags | DIRTY
    if ((flags & BUSY) !== 0) return
    this.queue.push(key)
    this.drain()
  }

  private drain(): void {
    if (this.isDraining) return
    this.isDraining = true
    while (this.idle > 0 && this.head < this.queue.length) {
      const key = this.queue[this.head++]!
      this.flags[key] = BUSY
      const end = this.reconciler.sync(key)
      if (end > this.kernel.now) {
        this.idle--
        this.kernel.schedule(end - this.kernel.now, this.machine, key)
      } else this.done(key)
    }
    if (this.head === this.queue.length && this.head > 0) {
      this.queue.length = 0
      this.head = 0
    }
    this.isDraining = false
  }

  private done(key: number): void {
    this.reconciler.finished(key)
    const isDirty = (this.flags[key]! & DIRTY) !== 0
    this.flags[key] = isDirty ? DIRTY : 0
    if (isDirty) this.queue.push(key)
  }
}
