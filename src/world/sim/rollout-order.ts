import type { DeliveryStrategy } from '../../model/delivery-strategy.ts'
import type { JobId } from '../../model/events.ts'
import type { Release } from './sim-deployment.ts'

/** One rollout to do: which revision of which service, where, and for which job. */
export interface RolloutOrder {
  readonly service: string
  readonly region: string
  readonly release: Release
  readonly job: JobId
  /** How its traffic is moved, where the job says so. */
  readonly strategy?: DeliveryStrategy | undefined
  /** A revision that ran before is free of this deployment's flaws. */
  readonly back: boolean
}
