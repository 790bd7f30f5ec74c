import { ActionFailed } from '../../src/faults/action-failed.ts'
import type { Kernel } from '../../src/kernel/index.ts'
import type { Millis } from '../../src/model/units.ts'
import type { SimState } from '../../src/world/sim/state.ts'
import type { BuildFacts } from '../buildkit/component.ts'
import type { ImageBuilder } from '../buildkit/image-builder.ts'
import type { DatabaseFacts } from '../databases/component.ts'
import type { DatabaseJobs } from '../databases/database-jobs.ts'
import type { ClusterFacts } from '../kind/facts.ts'
import type { ServiceRollouts } from '../kubectl/service-rollouts.ts'
import type { RegistryFacts } from '../registry/component.ts'
import type { Releases } from '../releases/releases.ts'
import type { Run } from '../run/run.ts'
import type { ScanJobs } from '../scans/scan-jobs.ts'
import type { Sources } from '../sources/sources.ts'
import type { SuiteJobs } from '../suites/suite-jobs.ts'
import type { Stacks } from '../terraform/stacks.ts'
import type { StateBackend } from '../terraform/state-access.ts'
import type { Mistakes } from './mistakes.ts'

/** What stops a part of the delivery by GitOps, and starts it again. */
export interface Stoppable {
  stop(signal: AbortSignal): Promise<void>
  start(signal: AbortSignal): Promise<void>
  /** Whether work is seen to wait for it. Default: it does from when it has stopped. */
  shows?(): boolean
}

/** The parts of a real world that faults touch. A fault whose part is missing does not land, and says so. */
export interface FaultParts {
  readonly kernel: Kernel
  readonly run: Run
  /** The scenario and its draws: the same faults hit the same deployments as in the simulated world. */
  readonly state: SimState
  readonly clusters: ClusterFacts
  readonly rollouts: ServiceRollouts
  readonly releases: Releases
  readonly sources: Sources
  /** The same object that {@link rollouts} got its variables and images from. */
  readonly mistakes: Mistakes
  /** How long those who send requests to services wait for an answer: `environment.traffic.timeoutMs`. */
  readonly patienceMs: Millis
  readonly registry?: RegistryFacts
  readonly build?: { readonly builder: ImageBuilder; readonly facts: BuildFacts }
  readonly terraform?: {
    readonly backend: StateBackend
    readonly stacks: Stacks
    readonly statesIn: (region: string) => readonly string[]
  }
  readonly databases?: { readonly jobs: DatabaseJobs; readonly facts: DatabaseFacts }
  readonly suites?: SuiteJobs
  readonly scans?: ScanJobs
  /** The controller that syncs, and the webhook that tells it of commits. */
  readonly gitops?: { readonly controller: Stoppable; readonly webhook?: Stoppable }
}

/** The part, or an error that says which one the environment lacks. */
export function need<P>(part: P | undefined, what: string): P {
  if (part === undefined) throw new ActionFailed(`the environment has no ${what}`)
  return part
}
