import type { Kernel, Process } from '../../kernel/index.ts'
import type { JobId, StepKind } from '../../model/events.ts'
import type { Millis } from '../../model/units.ts'
import { type Deployment, step } from '../world.ts'

/** Takes time for a job and records on what. */
export class Steps {
  private readonly kernel: Kernel
  private readonly job: JobId
  private readonly deployment: Deployment
  private readonly where: { service?: string; region?: string }

  constructor(kernel: Kernel, job: JobId, deployment: Deployment, where: { service?: string; region?: string } = {}) {
    this.kernel = kernel
    this.job = job
    this.deployment = deployment
    this.where = where
  }

  /** Passes this much time. */
  *take(kind: StepKind, ms: Millis): Process {
    const from = this.kernel.now
    if (ms > 0) yield ms
    this.since(kind, from)
  }

  /** Records time that passed since `from`. */
  since(kind: StepKind, from: Millis): void {
    if (this.kernel.now > from) this.deployment.record(step(this.kernel.now, from, this.job, kind, this.where))
  }
}
