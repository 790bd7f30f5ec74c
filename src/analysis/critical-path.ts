import type { JobId, StepKind } from '../model/events.ts'
import type { Millis } from '../model/units.ts'
import { segmentsBackward } from './job-segments.ts'
import { predecessorOf } from './predecessor.ts'
import { type JobSpan, pipelineEnd, type Timeline } from './timeline.ts'

/**
 * What time on the critical path went into: a step of a job, a job's wait for a runner or a person, or `waiting`, when no
 * job of the path was queued or running.
 */
export type CriticalStep = StepKind | 'runner-wait' | 'person-wait' | 'waiting'

/** A part of the critical path. */
export interface CriticalPart {
  readonly stage: string
  readonly step: CriticalStep
  /** The job that the time belongs to; null where a deployment has no jobs. */
  readonly job: JobId | null
  readonly from: Millis
  readonly to: Millis
}

/** Stands for the stage of a deployment that never queued a job. */
const NO_STAGE = 'pipeline'

/**
 * The critical path, in order of time: parts that follow each other without gap or overlap from the trigger to healthy, so
 * that they sum to the duration exactly. For a deployment that never became healthy it ends with its last job.
 *
 * It is found by walking backward. From the end of a job its steps lead to its start, its queueing (`runner-wait`, or
 * `person-wait` for jobs that people do) to the moment when it was queued, and from there {@link predecessorOf} names the
 * job that it had to wait for.
 */
export function criticalPath(timeline: Timeline): CriticalPart[] {
  const { triggeredAt, jobs } = timeline
  const end = pipelineEnd(timeline)
  const parts: CriticalPart[] = []
  let at = end
  const take = (job: JobSpan | null, step: CriticalStep, from: Millis): void => {
    const begin = Math.max(triggeredAt, from)
    if (begin >= at) return
    parts.push({ stage: job?.stage ?? NO_STAGE, step, job: job?.id ?? null, from: begin, to: at })
    at = begin
  }
  const takeSteps = (job: JobSpan, from: Millis, rest: StepKind): void => {
    const begin = Math.max(triggeredAt, from)
    if (begin < at)
      for (const segment of segmentsBackward(job.steps, begin, at, rest)) take(job, segment.step, segment.from)
  }

  let job = jobAtEnd(jobs, end)
  if (job?.finishedAt != null) take(job, 'waiting', job.finishedAt)
  while (job !== undefined) {
    if (job.startedAt !== null) takeSteps(job, job.startedAt, 'task')
    take(job, job.onRunner ? 'runner-wait' : 'person-wait', job.queuedAt)
    const before = predecessorOf(job, timeline)
    if (before?.finishedAt == null) break
    // Between two attempts people notice and back-off passes; what was recorded of it belongs to the attempt before.
    if (before.name === job.name && job.attempt > 1) takeSteps(before, before.finishedAt, 'back-off')
    else take(job, 'waiting', before.finishedAt)
    job = before
  }
  take(job ?? null, 'waiting', triggeredAt)
  return parts.reverse()
}

/** Time on the critical path by `stage/step`; the values sum to the duration. */
export function criticalTimes(path: readonly CriticalPart[]): Record<string, Millis> {
  // A path by hand has hundreds of parts and a dozen keys: keys are put together once each.
  const stages = new Map<string, Map<CriticalStep, Millis>>()
  for (const { stage, step, from, to } of path) {
    let steps = stages.get(stage)
    if (steps === undefined) stages.set(stage, (steps = new Map()))
    steps.set(step, (steps.get(step) ?? 0) + to - from)
  }
  const times: Record<string, Millis> = {}
  for (const [stage, steps] of stages) for (const [step, ms] of steps) times[`${stage}/${step}`] = ms
  return times
}

/**
 * The job that the end of the path waited for: the one that ended then; else the one that was running and began last (a
 * release can be healthy before the job's last step is over); else the last one that ended before.
 */
function jobAtEnd(jobs: readonly JobSpan[], end: Millis): JobSpan | undefined {
  let running: JobSpan | undefined
  let ended: JobSpan | undefined
  for (const job of jobs) {
    const { startedAt, finishedAt } = job
    if (startedAt === null) continue
    if (finishedAt !== null && finishedAt <= end) {
      if (ended?.finishedAt == null || finishedAt > ended.finishedAt) ended = job
    } else if (startedAt < end && (running === undefined || startedAt >= running.startedAt!)) running = job
  }
  return ended?.finishedAt === end ? ended : (running ?? ended)
}
