import type { JobId, Recording, StepKind } from '../model/events.ts'
import type { Failure } from '../model/failure.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Millis } from '../model/units.ts'

/** A stretch of a job's time. */
export interface StepSpan {
  readonly step: StepKind
  readonly from: Millis
  readonly to: Millis
}

/** One attempt of a job with everything that was recorded of it. */
export interface JobSpan {
  readonly id: JobId
  readonly stage: string
  readonly name: string
  readonly attempt: number
  readonly needs: readonly JobId[]
  readonly onRunner: boolean
  /** Position among the attempts, in the order in which they were queued. */
  readonly index: number
  readonly queuedAt: Millis
  /** Null for a job that was given up while it waited. */
  startedAt: Millis | null
  finishedAt: Millis | null
  passed: boolean
  failure: Failure | null
  /** In the order of their ends. */
  readonly steps: StepSpan[]
}

/** When a stage ran. */
export interface StageSpan {
  readonly stage: string
  readonly startedAt: Millis
  finishedAt: Millis | null
  passed: boolean | null
}

/** A recording put in order once, for everything that is computed from it. */
export interface Timeline {
  readonly triggeredAt: Millis
  readonly changedServices: number
  readonly attendants: number
  readonly jobs: readonly JobSpan[]
  readonly job: ReadonlyMap<JobId, JobSpan>
  /** In the order of their starts. */
  readonly stages: readonly StageSpan[]
  readonly healthyAt: Millis | null
  readonly reachedAt: Millis | null
  readonly finishedAt: Millis | null
  readonly outcome: Outcome
}

/** Thrown for a recording without a trigger or without an outcome: it is not one of a finished deployment. */
export class IncompleteRecordingError extends Error {
  override readonly name = 'IncompleteRecordingError'
  readonly code = 'INCOMPLETE_RECORDING'
}

/** One pass over the events. Throws {@link IncompleteRecordingError} unless the deployment was triggered and finished. */
export function timelineOf({ address, events }: Recording): Timeline {
  const jobs: JobSpan[] = []
  const job = new Map<JobId, JobSpan>()
  const stages: StageSpan[] = []
  let triggered: { at: Millis; changed: number; attendants: number } | undefined
  let healthyAt: Millis | null = null
  let reachedAt: Millis | null = null
  let finished: { at: Millis; outcome: Outcome } | undefined
  for (const event of events) {
    switch (event.kind) {
      case 'deployment.triggered':
        triggered = { at: event.at, changed: event.changedServices.length, attendants: event.attendants }
        break
      case 'stage.started':
        stages.push({ stage: event.stage, startedAt: event.at, finishedAt: null, passed: null })
        break
      case 'stage.finished': {
        const stage = stages.findLast((s) => s.stage === event.stage)
        if (stage !== undefined) Object.assign(stage, { finishedAt: event.at, passed: event.passed })
        break
      }
      case 'job.queued': {
        const span: JobSpan = {
          id: event.job,
          stage: event.stage,
          name: event.name,
          attempt: event.attempt,
          needs: event.needs,
          onRunner: event.onRunner,
          index: jobs.length,
          queuedAt: event.at,
          startedAt: null,
          finishedAt: null,
          passed: false,
          failure: null,
          steps: [],
        }
        jobs.push(span)
        job.set(span.id, span)
        break
      }
      case 'job.started': {
        const span = job.get(event.job)
        if (span !== undefined) span.startedAt = event.at
        break
      }
      case 'job.finished': {
        const span = job.get(event.job)
        if (span === undefined) break
        span.finishedAt = event.at
        span.passed = event.passed
        span.failure = event.failure ?? null
        break
      }
      case 'step':
        addStep(job.get(event.job), { step: event.step, from: event.from, to: event.at })
        break
      case 'lock':
        addStep(job.get(event.job), { step: 'lock-wait', from: event.at - event.wait, to: event.at })
        break
      case 'production.reached':
        reachedAt ??= event.at
        break
      case 'deployment.healthy':
        healthyAt ??= event.at
        break
      case 'deployment.finished':
        finished = { at: event.at, outcome: event.outcome }
        break
    }
  }
  if (triggered === undefined || finished === undefined) {
    const missing = triggered === undefined ? 'deployment.triggered' : 'deployment.finished'
    throw new IncompleteRecordingError(
      `recording of deployment ${address.stretch}.${address.deployment}: expected an event "${missing}", got none in ${events.length} events; analyse it when the deployment is over`,
    )
  }
  return {
    triggeredAt: triggered.at,
    changedServices: triggered.changed,
    attendants: triggered.attendants,
    jobs,
    job,
    stages,
    healthyAt,
    reachedAt,
    finishedAt: finished.at,
    outcome: finished.outcome,
  }
}

/** When the pipeline was through: healthy in production, else the end of the last job, else the trigger. */
export function pipelineEnd({ triggeredAt, healthyAt, jobs }: Timeline): Millis {
  if (healthyAt !== null) return healthyAt
  let last = triggeredAt
  for (const { finishedAt } of jobs) if (finishedAt !== null && finishedAt > last) last = finishedAt
  return last
}

/** Steps without length say nothing; a wait for a lock may be recorded both as a step and with the lock. */
function addStep(job: JobSpan | undefined, span: StepSpan): void {
  const last = job?.steps.at(-1)
  const again = last !== undefined && last.step === span.step && last.from === span.from && last.to === span.to
  if (span.from < span.to && !again) job?.steps.push(span)
}
