import type { Process } from '../kernel/index.ts'
import type { RecoveryAction } from '../model/events.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Detection } from '../world/world.ts'
import type { Context } from './context.ts'

/**
 * What follows when production is found to be hurt: decide, act, verify. Who decides is the pipeline's rollback policy.
 * The outcome is `rolled-back` when the policy, at once or after one approval, brought the version before back, and
 * `failed` when a person had to do it or going back was not enough.
 */
export function* recover(detection: Detection, context: Context): Process<Outcome> {
  const { kernel } = context.shared
  if (!context.recorder.impactStarted) {
    const at = Math.min(detection.failure.since ?? kernel.now, kernel.now)
    context.record({ kind: 'impact.started', at, failure: detection.failure })
  }
  context.record({ kind: 'failure.detected', at: kernel.now, path: detection.path })
  const decision = yield* decide(detection, context)
  context.record({ kind: 'recovery.decided', at: kernel.now, ...decision })
  yield* act(decision.action, context)
  let after = yield* context.shared.world.verify(context)
  const wentBack = after.healthy && !after.dataCorrupted && decision.action === 'revert'
  if (!after.healthy || after.dataCorrupted) {
    yield* context.shared.world.repair(context)
    after = { ...(yield* context.shared.world.verify(context)), dataCorrupted: after.dataCorrupted }
  }
  context.record({ kind: 'recovery.verified', at: kernel.now, dataCorrupted: after.dataCorrupted })
  return wentBack ? 'rolled-back' : 'failed'
}

interface Decision {
  readonly by: 'policy' | 'approval' | 'person'
  readonly action: RecoveryAction
}

const FOUND_BY_ROLLOUT: readonly Detection['path'][] = [
  'readiness-rule',
  'analysis',
  'rollout-watch',
  'progress-deadline',
  'sync-health',
]

function* decide(detection: Detection, context: Context): Process<Decision> {
  const { world, pipeline } = context.shared
  switch (pipeline.rollback.policy) {
    case 'none':
      yield* world.diagnose(detection, context)
      return { by: 'person', action: 'repair-by-hand' }
    case 'manual':
      yield* world.diagnose(detection, context)
      return { by: 'person', action: 'roll-back-by-hand' }
    case 'any-failure':
      return { by: 'policy', action: 'revert' }
    case 'guarded':
      return yield* guarded(detection, context, true)
    case 'readiness-failures':
      return yield* guarded(detection, context, FOUND_BY_ROLLOUT.includes(detection.path))
  }
}

/** Reverts at once unless a database changed; what the rule does not cover is decided by a person. */
function* guarded(detection: Detection, context: Context, covered: boolean): Process<Decision> {
  const { world } = context.shared
  if (covered && !context.change.databaseChange) return { by: 'policy', action: 'revert' }
  yield* world.diagnose(detection, context)
  if (!context.change.databaseChange) return { by: 'approval', action: 'revert' }
  const approved = yield* world.review({ subject: 'roll-back', job: 'recovery' }, context)
  return approved.ok ? { by: 'approval', action: 'revert' } : { by: 'approval', action: 'repair-by-hand' }
}

function* act(action: RecoveryAction, context: Context): Process {
  const { kernel, world } = context.shared
  const from = kernel.now
  if (action === 'revert') yield* world.revert(context)
  else if (action === 'roll-back-by-hand') yield* world.rollBackByHand(context)
  else yield* world.repair(context)
  const byPerson = action !== 'revert'
  context.record({
    kind: 'recovery.acted',
    at: kernel.now,
    engineers: byPerson ? 1 : 0,
    work: byPerson ? kernel.now - from : 0,
  })
}
