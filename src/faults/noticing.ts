import type { Process } from '../kernel/index.ts'
import { type Millis, minutes, seconds } from '../model/units.ts'
import type { Detector } from './detector.ts'
import type { FaultHooks, Interception } from './hooks.ts'

/** How often an observer looks. */
export const LOOK: Millis = seconds(1)
/** The published alert: a deployment slower than 1,500 s, for 5 minutes. */
const SLOW: Millis = minutes(25) + minutes(5)

/** Looks, every second unless told, until something holds; false when it does not within `limit`. */
export function* sees(holds: () => boolean, limit: Millis, every: Millis = LOOK): Process<boolean> {
  for (let waited = 0; !holds(); waited += every) {
    if (waited >= limit) return false
    yield every
  }
  return true
}

/** Waits for the first piece of work that a rule hits. */
export function* firstHit(rule: Interception): Process {
  yield* rule.changed.until(() => rule.hits.length > 0)
}

/** The alert on deployments that take too long, which is all that tells of what only costs time. */
export const slowDeployment = (hooks: FaultHooks) =>
  function* (): Process<Detector | undefined> {
    const due = hooks.history[0]!.at + SLOW
    if (due > hooks.kernel.now) yield due - hooks.kernel.now
    const isHealthy = hooks.history.some((event) => event.kind === 'deployment.healthy')
    return isHealthy ? undefined : 'slow-deployment-alert'
  }

/** Something that reacts within `limit`, or nothing does. */
export const reaction = (by: Detector, holds: () => boolean, limit: Millis = minutes(30)) =>
  function* (): Process<Detector | undefined> {
    return (yield* sees(holds, limit)) ? by : undefined
  }
