import type { Process } from '../../kernel/index.ts'
import type { JobId } from '../../model/events.ts'
import type { Job } from '../../model/pipeline.ts'
import type { Result } from '../../world/world.ts'
import type { Context } from '../context.ts'
import type { Unit } from '../expand.ts'
import { deploy } from './deploy.ts'
import { firstFailure, OK } from './sequence.ts'
import { terraform } from './terraform.ts'
import { test } from './test.ts'

/** One attempt of one job: what its kind asks of the world, in the order that its settings ask for. */
export function* perform(job: Job, unit: Unit, id: JobId, attempt: number, context: Context): Process<Result> {
  const { world } = context.shared
  switch (job.kind) {
    case 'build':
      return yield* firstFailure(unit.services, (service) => world.build({ job: id, spec: job, service }, context))
    case 'test':
      return yield* firstFailure(unit.services, (service) => test({ job: id, spec: job, service, attempt }, context))
    case 'scan':
      return job.scan === 'image'
        ? yield* firstFailure(unit.services, (service) => world.scan({ job: id, spec: job, service }, context))
        : yield* world.scan({ job: id, spec: job }, context)
    case 'terraform':
      return yield* firstFailure(unit.regions, (region) => terraform({ job: id, spec: job, region }, context))
    case 'dns':
      return yield* firstFailure(unit.regions, (region) => world.dns({ job: id, spec: job, region }, context))
    case 'migrate':
      return yield* world.migrate({ job: id, spec: job }, context)
    case 'deploy':
      return yield* deploy(job, unit, id, context)
    case 'approval':
      return yield* world.review({ subject: job.subject, job: id }, context)
    case 'task':
      return yield* world.task({ job: id, spec: job, copy: unit.copy, attempt }, context)
    case 'manual':
      return yield* manual(job, unit, id, context)
  }
}

function* manual(job: Extract<Job, { kind: 'manual' }>, unit: Unit, id: JobId, context: Context): Process<Result> {
  const rounds = job.perRegion ? unit.regions : [undefined]
  let index = 0
  for (const region of rounds) {
    for (const step of job.steps) {
      const where = region === undefined ? {} : { region }
      const result = yield* context.shared.world.manualStep(
        { job: id, spec: job, step, index: index++, ...where },
        context,
      )
      if (!result.ok) return result
    }
  }
  return OK
}
