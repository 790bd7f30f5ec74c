import type { Recording, StepKind } from '../model/events.ts'
import type { Millis } from '../model/units.ts'
import type { Recovery } from './recovery.ts'
import { type JobSpan, pipelineEnd, type Timeline } from './timeline.ts'

/** Steps in which a person does something that is recorded as work, too. As steps they contain the wait for that person. */
const MANUAL: ReadonlySet<StepKind> = new Set(['review', 'approval', 'manual-step'])
/** Steps of people's jobs in which nobody is busy. */
const IDLE: ReadonlySet<StepKind> = new Set(['lock-wait'])
/** Steps on runners that keep a person busy. */
const ON_RUNNER: ReadonlySet<StepKind> = new Set([...MANUAL, 'command'])

/**
 * `engineer.hours`, in milliseconds: the time of people that the deployment took.
 *
 * - jobs that people do: from start to end, because whoever rolls out by hand also watches, without waits for locks; their
 *   manual steps, reviews and approvals count with the work that was recorded for them;
 * - jobs on runners: the recorded work of people in them, or where none was recorded their reviews, approvals, manual
 *   steps and commands;
 * - those who stay with the deployment from the trigger until the pipeline is through: their time instead of the above,
 *   where it is longer. Whoever stays does the handwork, so that the two are not added;
 * - recovery: the decision, unless a policy took it; the work of those who acted; and the verification where production
 *   had to be repaired (`failed`).
 */
export function engineerTime(recording: Recording, timeline: Timeline, recovery: Recovery | null): Millis {
  const work = manualWork(recording, timeline)
  let handwork = 0
  for (const job of timeline.jobs) {
    handwork += job.onRunner ? workOnRunner(job, work.get(job)) : workByHand(job, work.get(job))
  }
  const attendance = timeline.attendants * (pipelineEnd(timeline) - timeline.triggeredAt)
  return Math.max(attendance, handwork) + recoveryWork(recording, timeline, recovery)
}

const workOnRunner = (job: JobSpan, work: Millis | undefined): Millis => work ?? timeIn(ON_RUNNER, job)

function workByHand(job: JobSpan, work: Millis | undefined): Millis {
  const { startedAt, finishedAt } = job
  if (startedAt === null || finishedAt === null) return work ?? 0
  const held = finishedAt - startedAt - timeIn(IDLE, job)
  return work === undefined ? held : Math.max(work, held - timeIn(MANUAL, job) + work)
}

function timeIn(kinds: ReadonlySet<StepKind>, { steps }: JobSpan): Millis {
  let total = 0
  for (const { step, from, to } of steps) if (kinds.has(step)) total += to - from
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
