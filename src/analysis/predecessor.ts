import type { Millis } from '../model/units.ts'
import type { JobSpan, Timeline } from './timeline.ts'

/**
 * The job whose end a job had to wait for before it was queued: the last to end among those that it needs (for a retry:
 * the attempt before). A job that names none waits for the stages before it, so for the last job to end of another stage:
 * with jobs that skip a barrier, the order of stages cannot be read off a recording. Undefined for jobs that wait for nothing but the trigger.
 *
 * Only jobs queued earlier count, so that a walk over predecessors ends whatever a recording holds.
 */
export function predecessorOf(job: JobSpan, timeline: Timeline): JobSpan | undefined {
  const needed = lastToEnd(job, neededBy(job, timeline))
  return needed ?? lastToEnd(job, otherStages(job, timeline))
}

function* neededBy(job: JobSpan, timeline: Timeline): Iterable<JobSpan> {
  for (const id of job.needs) {
    const needed = timeline.job.get(id)
    if (needed !== undefined) yield needed
  }
}

function* otherStages(job: JobSpan, { jobs }: Timeline): Iterable<JobSpan> {
  for (const other of jobs) if (other.stage !== job.stage) yield other
}

function lastToEnd(job: JobSpan, candidates: Iterable<JobSpan>): JobSpan | undefined {
  let last: JobSpan | undefined
  let lastAt: Millis = Number.NEGATIVE_INFINITY
  for (const candidate of candidates) {
    const { finishedAt } = candidate
    if (candidate.index >= job.index || finishedAt === null || finishedAt > job.queuedAt) continue
    if (finishedAt > lastAt) {
      last = candidate
      lastAt = finishedAt
    }
  }
  return last
}
