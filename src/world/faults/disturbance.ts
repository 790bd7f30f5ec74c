import type { WorkSeen } from '../../faults/hooks.ts'
import type { Condition, Kernel, Process } from '../../kernel/index.ts'
import type { DeploymentAddress } from '../../model/events.ts'
import type { Fault } from '../../model/fault.ts'
import type { Steps } from '../sim/steps.ts'
import type { Deployment, Detection, PlanResult, Result } from '../world.ts'

/** What the faults of a scenario do to one deployment under way. */
export interface FaultsUnderWay {
  readonly interceptions: {
    /** Lets rules act on work that is about to be done. A failure is returned, and the work must not be done then. */
    before(work: WorkSeen, steps: Steps): Process<Extract<Result, { ok: false }> | undefined>
  }
  readonly hurts: {
    /** The versions before are back. */
    releaseIsBack(): void
    /** Whether anything that a roll-back does not heal goes on. */
    readonly outlivesRelease: boolean
  }
  /** A person has repaired what faults broke. */
  readonly repaired: Condition
  /** What has become of work that no rule stopped: the same result, put down to the fault that caused it. */
  ended<R extends Result | PlanResult>(work: WorkSeen, result: R): R
  /** What was found to be wrong in production, put down to the fault that caused it. */
  detected(detection: Detection): Detection
}

/** What disturbs a world: the faults of its scenario, simulated or real. */
export interface Disturbance {
  readonly kernel: Kernel
  /** A deployment begins in the world. */
  begin(address: DeploymentAddress): void
  of(deployment: Deployment): FaultsUnderWay
  /** As `World.inject`. */
  inject(fault: Fault, deployment: Deployment): Process
  /** The deployment is over: the world that is disturbed is told so. */
  finish(deployment: Deployment): Process
}
