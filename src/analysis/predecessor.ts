import type { Millis } from '../model/units.ts'
import type { JobSpan, Timeline } from './timeline.ts'

/**
 * The job whose end a job had to wait for before it was queued: the last to end among those that it needs (for a retry:
 * the attempt before). A job that names none waits for the stage before it, so for the last job to end of any stage that
 * began earlier. Undefined for jobs that wait for nothing but the trigger.
 *
 * Only jobs queued earlier count, so that a walk over predecessors ends whatever a recording holds.
 */
export function predecessorOf(job: JobSpan, timeline: Timeline): JobSpan | undefined {
  const needed = lastToEnd(job, neededBy(job, timeline))
  return needed ?? lastToEnd(job, stagesBefore(job, timeline))
}

function* neededBy(job: JobSpan, timeline: Timeline): Iterable<JobSpan> {
  for (const id of job.needs) {
    const needed = timeline.job.get(id)
    if (needed !== undefined) yield needed
  }
}

/** Jobs, retries included, of the stages that queued their first job earlier. */
function* stagesBefore(job: JobSpan, { jobs }: Timeline): Iterable<JobSpan> {
  const before = new Set<string>()
  for (const { stage } of jobs) {
    if (stage === job.stage) break
    before.add(stage)
  }
  for (const other of jobs) if (before.has(other.stage)) yield other
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
