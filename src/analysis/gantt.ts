import type { JobId, Recording } from '../model/events.ts'
import type { Example } from '../model/report.ts'

/** The jobs that the deployment's duration is made of; any other could have taken a little longer without harm. */
export function criticalJobs(_recording: Recording): ReadonlySet<JobId> {
  throw new Error('not built yet')
}

/** A recording as a report shows it: bars, steps and marks in milliseconds after the trigger. `why` says what it is an example of. */
export function exampleOf(_recording: Recording, _why: string): Example {
  throw new Error('not built yet')
}
