import type { TerraformEvent } from './events.ts'
import { STEP_ADDRESS } from './stack.ts'

/** What a plan says, in the words of the model. */
export interface PlanReading {
  readonly changes: number
  readonly drift: boolean
  readonly destructive: boolean
}

const NOTHING: readonly string[] = ['noop', 'read']
const TAKES_AWAY: readonly string[] = ['delete', 'replace', 'remove']

/**
 * Reads the events of a plan. Drift is what was changed outside of Terraform (`drifted`, by address) and would be undone. Destructive is a
 * plan that deletes or replaces anything but the step that stands for the time an apply takes, which is replaced by design.
 */
export function readPlan(events: readonly TerraformEvent[], drifted: ReadonlySet<string>): PlanReading {
  const changes = events
    .flatMap((event) => (event.type === 'planned_change' ? [event.change] : []))
    .filter(({ action }) => !NOTHING.includes(action))
  return {
    changes: changes.length,
    drift: changes.some(({ resource }) => drifted.has(resource.addr)),
    destructive: changes.some(
      ({ action, resource }) => TAKES_AWAY.includes(action) && !resource.addr.startsWith(STEP_ADDRESS),
    ),
  }
}
