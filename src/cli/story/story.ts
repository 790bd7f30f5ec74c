import type { DeploymentRow } from '../../analysis/index.ts'
import { formatAddress, type Recording } from '../../model/events.ts'
import type { Scenario } from '../../model/scenario.ts'
import { clock, span } from './clock.ts'
import { sentence } from './sentence.ts'

/** A deployment told event by event; times count from its trigger. */
export function story(scenario: Scenario, row: DeploymentRow, recording: Recording): string {
  const duration = row.durationMs === null ? 'never healthy in all regions' : `took ${span(row.durationMs)}`
  const head = `deployment ${formatAddress(row.address)} of ${scenario.name}: ${row.outcome}, ${duration}\n`
  const lines = recording.events.map(
    (event) => `${clock(event.at - row.triggeredAt).padStart(12)}  ${sentence(event)}\n`,
  )
  return `${head}${lines.join('')}`
}
