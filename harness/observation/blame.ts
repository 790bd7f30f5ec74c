import type { Cause } from '../../src/model/failure.ts'
import type { Deployment } from '../../src/world/world.ts'

/** What is known to be wrong with a service. */
export interface Blame {
  readonly cause: Cause
  /** The flaw of the deployment, or the fault of the scenario. */
  readonly origin: string
  /**
   * A flaw that came with the deployment: that it landed is recorded when it shows. Whoever injects a fault proves and records its
   * landing itself.
   */
  readonly isFlaw: boolean
}

/** Knows what is wrong with a service at the moment; undefined when nothing is known to be. */
export type BlameOf = (service: string, deployment: Deployment) => Blame | undefined
