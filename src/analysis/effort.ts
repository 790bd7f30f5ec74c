import type { Recording, StepKind } from '../model/events.ts'
import type { Millis } from '../model/units.ts'
import type { Recovery } from './recovery.ts'
import type { JobSpan, Timeline } from './timeline.ts'

/** Steps that keep a person busy while a runner holds the job. */
const BY_PEOPLE: ReadonlySet<StepKind> = new Set(['review', 'approval', 'manual-step', 'command'])

/**
 * `engineer.hours`, in milliseconds: the time of people that the deployment took.
 *
 * - jobs that people do: from start to end, because whoever rolls out by hand also watches;
 * - jobs on runners: their reviews, approvals and manual steps. A manual step is often recorded twice, as a step and as
 *   its work; the larger of the two sums of a job counts;
 * - recovery: the decision, unless a policy took it; the work of those who acted; and the verification where production
 *   had to be repaired (`failed`).
 */
export function engineerTime(recording: Recording, timeline: Timeline, recovery: Recovery | null): Millis {
  const work = manualWork(recording, timeline)
  let total = 0
  for (const job of timeline.jobs) {
    total += job.onRunner ? Math.max(stepsByPeople(job), work.get(job) ?? 0) : timeHeld(job)
  }
  return total + recoveryWork(recording, timeline, recovery)
}

const timeHeld = ({ startedAt, finishedAt }: JobSpan): Millis =>
  startedAt === null || finishedAt === null ? 0 : finishedAt - startedAt

function stepsByPeople({ steps }: JobSpan): Millis {
  let total = 0
  for (const { step, from, to } of steps) if (BY_PEOPLE.has(step)) total += to - from
  return total
}

function manualWork({ events }: Recording, { job }: Timeline): ReadonlyMap<JobSpan, Millis> {
  const work = new Map<JobSpan, Millis>()
  for (const event of events) {
    if (event.kind !== 'manual.step') continue
    const span = job.get(event.job)
    if (span !== undefined) work.set(span, (work.get(span) ?? 0) + event.work)
  }
  return work
}

function recoveryWork({ events }: Recording, { outcome }: Timeline, recovery: Recovery | null): Millis {
  let total = 0
  for (const event of events) if (event.kind === 'recovery.acted') total += event.engineers * event.work
  if (recovery === null) return total
  const { decidedBy, detectedAt, decidedAt, actedAt, verifiedAt } = recovery
  if (decidedBy !== 'policy') total += decidedAt - detectedAt
  return outcome === 'failed' ? total + verifiedAt - actedAt : total
}
