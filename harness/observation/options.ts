import type { Kernel, Process } from '../../src/kernel/index.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { Millis } from '../../src/model/units.ts'
import type { Draws } from '../../src/world/sim/draws.ts'
import type { SimState } from '../../src/world/sim/state.ts'
import type { Deployment } from '../../src/world/world.ts'
import type { Place } from '../kind/facts.ts'
import type { Landing, Releases } from '../releases/releases.ts'
import type { BlameOf } from './blame.ts'
import type { RequestCounters } from './request-counters.ts'
import type { PlaceSight } from './rollout-sight.ts'

/** What production is watched with. */
export interface ObservationOptions {
  /** The scenario's mechanisms, and the draws of people's times: those that a simulation of it would take. */
  readonly state: SimState
  readonly places: readonly Place[]
  readonly releases: Releases
  /** Pods and Deployments of a place, such as `ServiceRollouts.watch`. */
  readonly sight: (place: string) => PlaceSight
  /** Without it nobody counts errors: neither alert nor customers. */
  readonly requests?: RequestCounters
  /** Default: nothing is known to be wrong, so that the change is to blame. */
  readonly blame?: BlameOf
  /** What the delivery itself calls unhealthy about a release, such as Argo CD's `Degraded`; undefined while it does not. */
  readonly deliveryTrouble?: (landing: Landing, deployment: Deployment) => string | undefined
  /** Whether going back over the deployment's migration damages data. Default: never. */
  readonly corruptsAfterRevert?: (deployment: Deployment) => Process<boolean>
  /** One of the people is busy for so long; waits while all of them are. */
  readonly busy: (ms: Millis) => Process
}

/** What a watcher sees with: the options, and shorthands for what everybody needs of them. */
export class Outlook {
  readonly options: ObservationOptions

  constructor(options: ObservationOptions) {
    this.options = options
  }

  get kernel(): Kernel {
    return this.options.state.kernel
  }

  get scenario(): Scenario {
    return this.options.state.scenario
  }

  get detection(): Scenario['mechanisms']['detection'] {
    return this.options.state.mechanisms.detection
  }

  get isAlerting(): boolean {
    return this.scenario.pipeline.monitoring === 'alerts'
  }

  draws(deployment: Deployment): Draws {
    return this.options.state.draws(deployment.address.deployment)
  }

  /** Whether something else is to run in a landing's place by now. */
  isSuperseded({ place, release }: Landing): boolean {
    return this.options.releases.in(place, release.service)?.revision !== release.revision
  }
}
