import type { JobId } from '../../model/events.ts'
import { isPipelineFailure } from '../../model/outcome.ts'
import type { Millis } from '../../model/units.ts'
import type { Recovery } from '../recovery.ts'
import type { DeploymentRow } from '../row.ts'
import type { JobSpan, Timeline } from '../timeline.ts'

/** Where a failure showed when no stage was running any more: users had the release. */
export const IN_PRODUCTION = 'production'

/**
 * The failure that decided a bad outcome, and the stage in which it showed. Of a recovery that is the failure behind the
 * impact, in the stage that ran when it was detected ({@link IN_PRODUCTION} after the last one); of a blocked deployment
 * the first job that failed for good. Null for deployments that ended well.
 */
export function attribute(timeline: Timeline, recovery: Recovery | null): DeploymentRow['failure'] {
  if (!isPipelineFailure(timeline.outcome)) return null
  if (recovery !== null) return { ...recovery.failure, stage: stageAt(timeline, recovery.detectedAt) }
  const job = decisiveJob(timeline)
  return job?.failure == null ? null : { ...job.failure, stage: job.stage }
}

/** The stage that was running at an instant (its end included), the last one started if several were. */
function stageAt({ stages }: Timeline, at: Millis): string {
  const running = stages.findLast(
    ({ startedAt, finishedAt }) => startedAt <= at && (finishedAt === null || finishedAt >= at),
  )
  return running?.stage ?? IN_PRODUCTION
}

/** The first failed attempt that nothing made good: not retried, not cancelled, and its stage did not pass in spite of it. */
function decisiveJob({ jobs, stages }: Timeline): JobSpan | undefined {
  const retried = new Set<JobId>()
  for (const job of jobs) if (job.attempt > 1) for (const id of job.needs) retried.add(id)
  const passed = new Set(stages.filter((stage) => stage.passed === true).map(({ stage }) => stage))
  const failed = jobs.filter((job) => job.failure !== null && !retried.has(job.id) && !passed.has(job.stage))
  const own = failed.filter((job) => job.failure?.class !== 'cancelled')
  return earliest(own.length > 0 ? own : failed)
}

const earliest = (jobs: readonly JobSpan[]): JobSpan | undefined =>
  jobs.reduce<JobSpan | undefined>(
    (first, job) => (first === undefined || (job.finishedAt ?? 0) < (first.finishedAt ?? 0) ? job : first),
    undefined,
  )
