import type { RollbackPolicy } from '../pipeline.ts'
import { defineGuard } from './guard.ts'

const BY_ITSELF: readonly RollbackPolicy[] = ['any-failure', 'guarded', 'readiness-failures']
const GUARDED: readonly RollbackPolicy[] = ['guarded', 'readiness-failures']

/** Alerts page within minutes; without them somebody has to notice. */
export const alerts = defineGuard({
  name: 'alerts',
  label: 'alerting',
  effect: 'notices',
  isOn: ({ monitoring }) => monitoring === 'alerts',
  switched: (pipeline, on) => ({ ...pipeline, monitoring: on ? 'alerts' : 'people' }),
})

const policy = (
  of: { readonly name: string; readonly label: string },
  on: readonly RollbackPolicy[],
  set: { readonly on: RollbackPolicy; readonly off: RollbackPolicy },
) =>
  defineGuard({
    ...of,
    effect: 'recovers',
    isOn: ({ rollback }) => on.includes(rollback.policy),
    switched: (pipeline, wanted) =>
      on.includes(pipeline.rollback.policy) === wanted
        ? pipeline
        : { ...pipeline, rollback: { ...pipeline.rollback, policy: wanted ? set.on : set.off } },
  })

/** The pipeline goes back by itself, and nobody has to type it. */
export const automaticRollback = policy(
  { name: 'automatic-rollback', label: 'going back by a policy of the pipeline' },
  BY_ITSELF,
  { on: 'guarded', off: 'manual' },
)

/** Somebody is asked before going back over a database change. */
export const guardedRollback = policy(
  { name: 'guarded-rollback', label: 'the guard before going back over a migration' },
  GUARDED,
  { on: 'guarded', off: 'any-failure' },
)

/** A release whose new pods do not become ready is reverted at a share of them, not at an alert. */
export const readinessRule = policy(
  { name: 'readiness-rule', label: 'the rule on the share of pods that are not ready' },
  ['readiness-failures'],
  { on: 'readiness-failures', off: 'guarded' },
)
