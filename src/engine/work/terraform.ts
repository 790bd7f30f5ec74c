import type { Process } from '../../kernel/index.ts'
import type { JobOf } from '../../model/pipeline.ts'
import type { PlanResult, RegionWork, Result } from '../../world/world.ts'
import type { Context } from '../context.ts'
import { firstFailure, OK } from './sequence.ts'

/** Plans, has reviewed and applies the states of one region. */
export function* terraform(work: RegionWork, context: Context): Process<Result> {
  const states = yield* context.shared.world.changedStates(work, context)
  return yield* firstFailure(states, (state) => oneState({ ...work, state }, context))
}

function* oneState(work: RegionWork & { readonly state: string }, context: Context): Process<Result> {
  const { world } = context.shared
  const plan = yield* world.plan(work, context)
  if (!plan.ok) return plan
  if (needsReview(work.spec, plan)) {
    const review = yield* world.review({ subject: 'plan', job: work.job, plan, region: work.region }, context)
    if (!review.ok) return review
  }
  if (plan.changes === 0) return OK
  return yield* world.apply(work, context)
}

const needsReview = (spec: JobOf<'terraform'>, plan: Extract<PlanResult, { ok: true }>): boolean =>
  spec.review === 'every-plan' || (spec.review === 'changes' && plan.changes > 0)
