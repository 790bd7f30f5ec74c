import { measure } from '../../analysis/index.ts'
import type { Recording } from '../../model/events.ts'

/** What a recording belongs to. */
export interface RecordingOrigin {
  /** Name of the scenario. */
  readonly scenario: string
  readonly seed: number
}

/**
 * A recording as a file: where it is from, what reports count of it, and its events, one a line, so that two recordings can
 * be compared with line tools. `run --run S.D --format json` prints the same bytes as the batch wrote.
 */
export function recordingJson({ scenario, seed }: RecordingOrigin, recording: Recording): string {
  const head = { scenario, seed, address: recording.address, row: measure(recording) }
  const fields = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`)
  const events = recording.events.map((event) => `    ${JSON.stringify(event)}`).join(',\n')
  return `{\n${fields.join('')}  "events": [\n${events}\n  ]\n}\n`
}
