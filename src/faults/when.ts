import type { Moment, Timing } from '../model/fault.ts'
import type { Millis, Ratio } from '../model/units.ts'

/** So long after the trigger of the deployment. */
export const after = (ms: Millis): Timing => ({ kind: 'after', ms })

/** When a stage starts. */
export const startOf = (stage: string): Timing => ({ kind: 'stage', stage })

/** When a rollout in production has come so far: `rolloutOf('payment').reaches(0.5)`. Without a service: the first one. */
export const rolloutOf = (service?: string): { reaches(share: Ratio): Timing } => ({
  reaches: (share) => ({ kind: 'rollout', reaches: share, ...(service === undefined ? {} : { service }) }),
})

/** When a job of the pipeline starts, by its name there: `jobOf('migrate')`. */
export const jobOf = (job: string): Timing => ({ kind: 'job', job })

/** At a moment of the deployment: `when('failure-detected')` strikes while people are busy with something else. */
export const when = (moment: Moment): Timing => ({ kind: 'moment', moment })

/** When another fault of the scenario has landed: what follows from what. */
export const afterFault = (fault: string): Timing => ({ kind: 'fault', fault })
