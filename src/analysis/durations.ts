import type { Millis } from '../model/units.ts'
import type { Timeline } from './timeline.ts'

/**
 * `deployment.duration`: from the trigger to healthy in the last region, all waiting included. Null for a deployment that
 * did not reach production or never became healthy there.
 */
export function deploymentDuration({ triggeredAt, reachedAt, healthyAt }: Timeline): Millis | null {
  return reachedAt === null || healthyAt === null ? null : healthyAt - triggeredAt
}

/**
 * `stage.<name>.duration`: from the first queued job of a stage to the end of the stage, or to the end of its last job
 * where the stage was cut short. Stages without a job that ended are absent.
 */
export function stageDurations({ jobs, stages }: Timeline): Record<string, Millis> {
  const spans = new Map<string, { queued: Millis; ended: Millis | null }>()
  for (const job of jobs) {
    const span = spans.get(job.stage)
    if (span === undefined) spans.set(job.stage, { queued: job.queuedAt, ended: job.finishedAt })
    else {
      span.queued = Math.min(span.queued, job.queuedAt)
      if (job.finishedAt !== null) span.ended = Math.max(span.ended ?? job.finishedAt, job.finishedAt)
    }
  }
  for (const { stage, finishedAt } of stages) {
    const span = spans.get(stage)
    if (span !== undefined && finishedAt !== null) span.ended = Math.max(span.ended ?? finishedAt, finishedAt)
  }
  const durations: Record<string, Millis> = {}
  for (const [stage, { queued, ended }] of spans) if (ended !== null) durations[stage] = ended - queued
  return durations
}

/** `job.wait`: the time that jobs spent between queued and started, summed. Jobs that never started are left out. */
export function jobWait({ jobs }: Timeline): Millis {
  let wait = 0
  for (const { queuedAt, startedAt } of jobs) if (startedAt !== null) wait += startedAt - queuedAt
  return wait
}

/** `runner.minutes`, in milliseconds: the time that runners were held by this deployment's jobs, summed. */
export function runnerTime({ jobs }: Timeline): Millis {
  let held = 0
  for (const { onRunner, startedAt, finishedAt } of jobs) {
    if (onRunner && startedAt !== null && finishedAt !== null) held += finishedAt - startedAt
  }
  return held
}
