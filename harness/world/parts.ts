import type { Kernel, Process } from '../../src/kernel/index.ts'
import type { Fault } from '../../src/model/fault.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { Deployment, World } from '../../src/world/world.ts'

/** Delivery by a Git repository that a controller follows. */
export type GitOpsPart = Pick<World, 'promote' | 'deploy' | 'revert'>

/** What can be found wrong in production, and whether it is well again. */
export type ObservationPart = Pick<World, 'watch' | 'smokeTest' | 'verify'> & {
  /** Services of a place that do not run the revision that they were meant to, with what they run. */
  stale(place: string, services: readonly string[]): Process<readonly StaleService[]>
}

/** A service that runs something else than was deployed. */
export interface StaleService {
  readonly service: string
  readonly runs: string
  readonly intended: string
}

/** Requests of users while a deployment is under way. */
export interface TrafficPart {
  begin(deployment: Deployment): void
  /** Ends the requests, and records how many were sent and lost. */
  end(deployment: Deployment): Process
}

/** Faults of the scenario. */
export type FaultsPart = (fault: Fault, deployment: Deployment) => Process

/** What a world is made for. */
export interface WorldOf {
  readonly kernel: Kernel
  readonly scenario: Scenario
  readonly seed: number
  readonly stretch: number
}
