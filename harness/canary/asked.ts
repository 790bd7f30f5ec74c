import type { StrategyOf } from '../../src/model/delivery-strategy.ts'
import type { Job } from '../../src/model/pipeline.ts'
import type { Scenario } from '../../src/model/scenario.ts'

/** The canary that a job asks for; undefined when it asks for none. Staging has no users to spare. */
export const canaryOf = (job: Job): StrategyOf<'canary'> | undefined =>
  job.kind === 'deploy' && job.environment === 'production' && job.strategy?.kind === 'canary'
    ? job.strategy
    : undefined

/** Whether a job of a scenario asks for a canary. */
export const asksForCanary = ({ pipeline }: Scenario): boolean =>
  pipeline.stages.some(({ jobs }) => jobs.some((job) => canaryOf(job) !== undefined))
