import { faultFailure, type WorkSeen } from '../../src/faults/hooks.ts'
import { Condition, external, type Kernel, type Process, type Task } from '../../src/kernel/index.ts'
import type { FailureClass } from '../../src/model/failure.ts'
import type { FaultsUnderWay } from '../../src/world/faults/disturbance.ts'
import { Hurts } from '../../src/world/faults/hurts.ts'
import type { Detection, PlanResult, Result } from '../../src/world/world.ts'
import { KindInterceptions } from './kind-interceptions.ts'
import type { KindSteadyState } from './kind-steady-state.ts'

/** What real faults do to one deployment, and who is to blame for what. */
export class KindFaultsOfDeployment implements FaultsUnderWay {
  readonly interceptions: KindInterceptions
  readonly hurts: Hurts
  readonly repaired = new Condition()
  /** Who looks at the steady state; from the first fault on, in scenarios that have one. */
  steadyState: KindSteadyState | undefined
  private firstLook: Task<void> | undefined
  private watching: Task<void> | undefined
  private readonly claims = new Map<FailureClass, string>()
  /** Faults that touch production, with the service where it is one; the latest last. */
  private readonly touching: { readonly fault: string; readonly service: string | undefined }[] = []

  private readonly kernel: Kernel

  constructor(kernel: Kernel) {
    this.kernel = kernel
    this.interceptions = new KindInterceptions(kernel)
    this.hurts = new Hurts(() => kernel.now)
  }

  /**
   * Looks at the steady state before the first fault, while the work of the deployment waits, and goes on looking beside it. Returns
   * whether it held. To be called by each injection before anything else.
   */
  *heldBefore(make: () => KindSteadyState, takesOut: boolean): Process<boolean> {
    const steadyState = (this.steadyState ??= make())
    if (this.firstLook === undefined) {
      this.firstLook = this.kernel.spawn(steadyState.before(), { name: 'steady state before' })
      this.interceptions.gate(() => true, this.firstLook)
    }
    yield* this.firstLook.join()
    const onDeviation = (): void => void (takesOut && this.repaired.notify())
    this.watching ??= this.kernel.spawn(steadyState.during(onDeviation), { name: 'steady state' })
    return steadyState.heldBefore
  }

  /** The last look at the steady state, when every fault is out. */
  *finish(): Process {
    const { steadyState } = this
    if (steadyState === undefined) return
    for (const task of [this.firstLook, this.watching]) task?.interrupt('the deployment is over')
    if (this.watching !== undefined) yield* steadyState.after()
    yield* external(this.kernel, () => steadyState.stop())
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
