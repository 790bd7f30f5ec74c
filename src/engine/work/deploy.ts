import type { Process } from '../../kernel/index.ts'
import type { JobId } from '../../model/events.ts'
import type { JobOf } from '../../model/pipeline.ts'
import type { Result } from '../../world/world.ts'
import type { Context } from '../context.ts'
import type { Unit } from '../expand.ts'
import { firstFailure, sideBySide } from './sequence.ts'

/** Brings the change set to an environment: by which means, and what goes side by side, is up to the job. */
export function* deploy(job: JobOf<'deploy'>, unit: Unit, id: JobId, context: Context): Process<Result> {
  const { kernel, world } = context.shared
  if (job.environment === 'production' && !context.reachedProduction) {
    context.record({ kind: 'production.reached', at: kernel.now })
  }
  if (job.delivery === 'gitops') {
    const promoted = yield* world.promote({ job: id, spec: job }, context)
    if (!promoted.ok) return promoted
  }
  const regions = job.environment === 'staging' ? ['staging'] : unit.regions
  const rollOut = (services: readonly string[]): Process<Result> => {
    const inRegion = (region: string) => world.deploy({ job: id, spec: job, region, services }, context)
    return job.regions === 'parallel' ? sideBySide(kernel, regions, inRegion) : firstFailure(regions, inRegion)
  }
  const rollOutAndTry = function* (services: readonly string[]): Process<Result> {
    const result = yield* rollOut(services)
    if (!result.ok || job.smokeTest === 'none') return result
    return yield* firstFailure(regions.slice(0, 1), (region) =>
      world.smokeTest({ job: id, spec: job, region, services }, context),
    )
  }
  if (job.services === 'parallel') return yield* rollOutAndTry(unit.services)
  return yield* firstFailure(unit.services, (service) => rollOutAndTry([service]))
}
