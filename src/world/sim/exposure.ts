import { Condition, type Kernel, type Process } from '../../kernel/index.ts'
import type { Millis, Ratio } from '../../model/units.ts'

/** Something whose share of the traffic can be waited for: a rollout, whose ready pods get it, or an {@link Exposure}. */
export interface Reaching {
  /** Waits until the share is at least this; false when it will never be. */
  reaches(share: Ratio): Process<boolean>
}

/** How much of one service's traffic in one region goes to the version that a deployment brought, now and in sum. */
export class Exposure implements Reaching {
  private readonly kernel: Kernel
  private readonly changed = new Condition()
  private now: Ratio = 0
  private isOver = false
  private at: Millis
  private sum = 0

  constructor(kernel: Kernel) {
    this.kernel = kernel
    this.at = kernel.now
  }

  /** The share now. */
  get share(): Ratio {
    return this.now
  }

  /** Time for which it would have had all traffic, to have had as much as it has. */
  get total(): Millis {
    return this.sum + this.now * (this.kernel.now - this.at)
  }

  set(share: Ratio): void {
    this.sum = this.total
    this.at = this.kernel.now
    if (share === this.now) return
    this.now = share
    this.changed.notify()
  }

  /** The version is taken back, or will get no more than it has; who waits for more waits no longer. */
  end(share: Ratio): void {
    this.set(share)
    this.isOver = true
    this.changed.notify()
  }

  *reaches(share: Ratio): Process<boolean> {
    while (this.now < share && !this.isOver) yield this.changed
    return this.now >= share
  }
}
