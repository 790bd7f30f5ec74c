import type { Kernel, Lock, Semaphore } from '../kernel/index.ts'
import type { Fleet } from '../model/fleet.ts'
import type { Pipeline } from '../model/pipeline.ts'
import type { ChangeSet, Deployment, World } from '../world/world.ts'
import type { Recorder } from './recorder.ts'

/** What all deployments of a stretch share: the pipeline's definition, its runners, its environments, and the world. */
export interface Shared {
  readonly kernel: Kernel
  readonly world: World
  readonly fleet: Fleet
  readonly pipeline: Pipeline
  readonly runners: Semaphore
  /** One lock an environment; taken only when the pipeline is exclusive. */
  readonly environments: { readonly staging: Lock; readonly production: Lock }
}

/** One deployment in the hands of the orchestrator. */
export interface Context extends Deployment {
  readonly shared: Shared
  readonly recorder: Recorder
  /** Label of this deployment on locks. */
  readonly label: string
  readonly change: ChangeSet
  /** Environments that this deployment has to itself at the moment. */
  readonly held: Set<Lock>
}
