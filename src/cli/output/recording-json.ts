import type { Recording } from '../../model/events.ts'

/** A recording as a file: one event a line, so that two of them can be compared with line tools. */
export function recordingJson(recording: Recording): string {
  const events = recording.events.map((event) => `    ${JSON.stringify(event)}`).join(',\n')
  return `{\n  "address": ${JSON.stringify(recording.address)},\n  "events": [\n${events}\n  ]\n}\n`
}
