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
 * Reads the events of a plan. Drift is what Terraform itself found to be changed outside of it; destructive is a plan that deletes or
 * replaces anything but the step that stands for the time an apply takes, which is replaced by design.
 */
export function readPlan(events: readonly TerraformEvent[]): PlanReading {
  const changes = events.flatMap((event) => (event.type === 'planned_change' ? [event.change] : []))
  return {
    changes: changes.filter(({ action }) => !NOTHING.includes(action)).length,
    drift: events.some((event) => event.type === 'resource_drift' && !NOTHING.includes(event.change.action)),
    destructive: changes.some(
      ({ action, resource }) => TAKES_AWAY.includes(action) && !resource.addr.startsWith(STEP_ADDRESS),
    ),
  }
}
