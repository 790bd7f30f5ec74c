import { Condition, type Kernel, type Process, Signal } from '../../../kernel/index.ts'
import type { Millis, Ratio } from '../../../model/units.ts'
import type { Workload } from './workload.ts'

/**
 * One change of a Deployment's pod template, from the moment it is set. It ends by being complete or superseded; the progress
 * deadline only reports.
 */
export class Rollout {
  readonly service: string
  readonly revision: string
  readonly startedAt: Millis
  /** All replicas are of this revision and available, no pod of another one is left but those being deleted. */
  readonly complete = new Signal<Millis>()
  /** No progress for `progressDeadlineSeconds`: a report, nothing is rolled back. */
  readonly progressDeadlineExceeded = new Signal<Millis>()
  /** Another template was set before this one was complete. */
  readonly superseded = new Signal<Millis>()
  /** Notified whenever {@link progress}, {@link failureRatio} or one of the signals has changed. */
  readonly changed = new Condition()
  private readonly kernel: Kernel
  private readonly workload: Workload

  constructor(kernel: Kernel, workload: Workload, revision: string) {
    this.kernel = kernel
    this.workload = workload
    this.service = workload.service.name
    this.revision = revision
    this.startedAt = kernel.now
  }

  /** Whether nothing more will happen to it. */
  get ended(): boolean {
    return this.complete.fired || this.superseded.fired
  }

  /** New pods that are ready, as a share of the desired replicas; 1 when none are desired. */
  progress(): Ratio {
    const { workload } = this
    if (this.superseded.fired) return 0
    return workload.desired === 0 ? 1 : Math.min(1, (workload.current?.ready ?? 0) / workload.desired)
  }

  /** New pods that failed at least once, as a share of the new pods ever created; 0 before the first. */
  failureRatio(): Ratio {
    const { current } = this.workload
    if (current === undefined || this.superseded.fired) return 0
    const created = current.created - current.createdBefore
    return created === 0 ? 0 : Math.min(1, current.failed / created)
  }

  /** Waits until {@link progress} is at least `share`; false when the rollout ended before. */
  *reaches(share: Ratio): Process<boolean> {
    while (this.progress() < share && !this.ended) yield this.changed
    return this.progress() >= share
  }

  /** Waits until {@link failureRatio} is at least `ratio`; false when the rollout ended before. */
  *fails(ratio: Ratio): Process<boolean> {
    while (this.failureRatio() < ratio && !this.ended) yield this.changed
    return this.failureRatio() >= ratio
  }

  /** @internal */
  fire(signal: Signal<Millis>): void {
    if (signal.fired) return
    signal.fire(this.kernel.now)
    this.changed.notify()
  }
}
