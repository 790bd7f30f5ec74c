import { faultFailure, type WorkSeen } from '../../src/faults/hooks.ts'
import { Condition, type Kernel } from '../../src/kernel/index.ts'
import type { FailureClass } from '../../src/model/failure.ts'
import type { FaultsUnderWay } from '../../src/world/faults/disturbance.ts'
import { Hurts } from '../../src/world/faults/hurts.ts'
import type { Detection, PlanResult, Result } from '../../src/world/world.ts'
import { KindInterceptions } from './kind-interceptions.ts'

/** What real faults do to one deployment, and who is to blame for what. */
export class KindFaultsOfDeployment implements FaultsUnderWay {
  readonly interceptions: KindInterceptions
  readonly hurts: Hurts
  readonly repaired = new Condition()
  private readonly claims = new Map<FailureClass, string>()
  /** Faults that touch production, with the service where it is one; the latest last. */
  private readonly touching: { readonly fault: string; readonly service: string | undefined }[] = []

  constructor(kernel: Kernel) {
    this.interceptions = new KindInterceptions(kernel)
    this.hurts = new Hurts(() => kernel.now)
  }

  /** Failures of this class are put down to a fault from now on; returns how that ends. */
  claim(fault: string, failure: FailureClass): () => void {
    this.claims.set(failure, fault)
    return () => void this.claims.delete(failure)
  }

  /** What is found to be wrong in production may go back to this fault from now on; without a service, at any of them. */
  touch(fault: string, service?: string): () => void {
    const one = { fault, service }
    this.touching.push(one)
    return () => void this.touching.splice(this.touching.indexOf(one), 1)
  }

  ended<R extends Result | PlanResult>(work: WorkSeen, result: R): R {
    const ended = this.interceptions.ended(work, result)
    if (ended.ok) return ended
    const origin = this.claims.get(ended.failure.class)
    return origin === undefined ? ended : { ...ended, failure: { ...ended.failure, origin } }
  }

  /** The watchers of a real production know what they see, and not why: a fault that touches the service is to blame. */
  detected(detection: Detection): Detection {
    const { failure } = detection
    if (failure.origin !== undefined) return detection
    const { service } = failure
    const fault = service === undefined ? this.touching.at(-1)?.fault : (this.inService(service) ?? this.anywhere)
    return fault === undefined ? detection : { ...detection, failure: faultFailure(fault, failure) }
  }

  /** The latest fault that is in a service itself, by its name: in its release, its configuration or its running pods. */
  inService(name: string): string | undefined {
    return this.touching.findLast(({ service }) => service === name)?.fault
  }

  /** The latest fault that may show in any service: one of machines, or of what all of them need. */
  get anywhere(): string | undefined {
    return this.touching.findLast(({ service }) => service === undefined)?.fault
  }
}
