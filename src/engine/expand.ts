import type { JobId } from '../model/events.ts'
import type { Service } from '../model/fleet.ts'
import type { Job } from '../model/pipeline.ts'
import type { Context } from './context.ts'

/** One job of a pipeline's matrix: what it works on, one after another. */
export interface Unit {
  readonly id: JobId
  readonly services: readonly string[]
  readonly regions: readonly string[]
  /** Position among the copies of a task. */
  readonly copy: number
}

/**
 * The jobs that an entry of the pipeline stands for in this deployment. A CI matrix is a list of jobs; how many run at once
 * is up to the runners.
 */
export function expand(job: Job, context: Context): Unit[] {
  const { fleet } = context.shared
  const regions = fleet.regions.map((region) => region.name)
  switch (job.kind) {
    case 'build':
      return perService(
        job.name,
        job.order,
        inScope(job.scope, context, () => true),
      )
    case 'test':
      return perService(
        job.name,
        job.order,
        inScope(job.scope, context, (service) => hasSuites(service, job.suites)),
      )
    case 'scan':
      return job.scan === 'image'
        ? perService(
            job.name,
            job.order,
            inScope(job.scope, context, () => true),
          )
        : [unit(job.name, { services: context.change.services })]
    case 'terraform':
      return job.regions === 'parallel'
        ? regions.map((region) => unit(`${job.name}/${region}`, { regions: [region] }))
        : [unit(job.name, { regions })]
    case 'dns':
    case 'manual':
      return [unit(job.name, { regions })]
    case 'migrate':
      return context.change.databaseChange ? [unit(job.name, {})] : []
    case 'deploy':
      return [unit(job.name, { services: context.change.services, regions })]
    case 'approval':
      return job.subject === 'database' && !context.change.databaseChange ? [] : [unit(job.name, {})]
    case 'task':
      return Array.from({ length: job.copies }, (_, copy) =>
        unit(job.copies === 1 ? job.name : `${job.name}/${copy + 1}`, { copy }),
      )
  }
}

/** Jobs that people do: they wait for a person, not for a runner. */
export const isOnRunner = (job: Job): boolean =>
  job.kind !== 'manual' &&
  job.kind !== 'approval' &&
  !(job.kind === 'deploy' && job.delivery === 'kubectl') &&
  !(job.kind === 'migrate' && job.by === 'person')

function inScope(scope: 'changed' | 'all', context: Context, wanted: (service: Service) => boolean): string[] {
  const changed = new Set(context.change.services)
  return context.shared.fleet.services
    .filter((service) => (scope === 'all' || changed.has(service.name)) && wanted(service))
    .map((service) => service.name)
}

const hasSuites = (service: Service, kind: 'unit' | 'integration' | 'all'): boolean =>
  service.suites.some((suite) => kind === 'all' || suite.kind === kind)

function perService(name: string, order: 'one-by-one' | 'parallel', services: readonly string[]): Unit[] {
  if (services.length === 0) return []
  return order === 'one-by-one'
    ? [unit(name, { services })]
    : services.map((service) => unit(`${name}/${service}`, { services: [service] }))
}

function unit(id: JobId, of: { services?: readonly string[]; regions?: readonly string[]; copy?: number }): Unit {
  return { id, services: of.services ?? [], regions: of.regions ?? [], copy: of.copy ?? 0 }
}
