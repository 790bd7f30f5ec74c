import { type Process, withTimeout } from '../kernel/index.ts'
import type { JobId } from '../model/events.ts'
import type { Failure } from '../model/failure.ts'
import type { Job } from '../model/pipeline.ts'
import type { Result } from '../world/world.ts'
import type { Context } from './context.ts'
import { enterEnvironment } from './exclusive.ts'
import { isOnRunner, type Unit } from './expand.ts'
import { perform } from './work/perform.ts'

/** How a job ended, retries included, and the id of its last attempt (for what needs it). */
export interface JobOutcome {
  readonly id: JobId
  readonly result: Result
}

/**
 * Runs one job: queues for its environment and for a runner, does the work within its time limit, and retries as the
 * pipeline says.
 */
export function* runJob(
  job: Job,
  unit: Unit,
  stage: string,
  needs: readonly JobId[],
  context: Context,
): Process<JobOutcome> {
  const { retry } = context.shared.pipeline
  const limit = 1 + (job.retries ?? retry.max)
  let waitsFor = needs
  for (let attempt = 1; ; attempt++) {
    const id = attempt === 1 ? unit.id : `${unit.id}~${attempt}`
    const result = yield* runAttempt({ job, unit, stage, id, attempt, needs: waitsFor }, context)
    if (result.ok) return { id, result }
    if (attempt >= limit || !retry.on.includes(result.failure.class)) return { id, result }
    waitsFor = [id]
  }
}

interface Attempt {
  readonly job: Job
  readonly unit: Unit
  readonly stage: string
  readonly id: JobId
  readonly attempt: number
  readonly needs: readonly JobId[]
}

function* runAttempt(attempt: Attempt, context: Context): Process<Result> {
  const { kernel, runners } = context.shared
  const { job, id } = attempt
  const onRunner = isOnRunner(job)
  context.record({
    kind: 'job.queued',
    at: kernel.now,
    job: id,
    stage: attempt.stage,
    name: job.name,
    attempt: attempt.attempt,
    needs: attempt.needs,
    onRunner,
  })
  if (job.kind === 'deploy') yield* enterEnvironment(job.environment, id, context)
  if (onRunner && !runners.tryAcquire()) yield runners.request(job.priority)
  let result: Result | undefined
  context.record({ kind: 'job.started', at: kernel.now, job: id })
  try {
    const timed = yield* withTimeout(kernel, job.timeoutMs, work(attempt, onRunner, context))
    result = timed.timedOut ? { ok: false, failure: timeoutOf(attempt) } : timed.value
    return result
  } finally {
    if (onRunner) runners.release()
    const failure = result === undefined ? cancelled(attempt) : result.ok ? undefined : result.failure
    context.record({
      kind: 'job.finished',
      at: kernel.now,
      job: id,
      passed: result?.ok === true,
      ...(failure === undefined ? {} : { failure }),
    })
  }
}

function* work(attempt: Attempt, onRunner: boolean, context: Context): Process<Result> {
  if (onRunner) {
    const ready = yield* context.shared.world.prepareRunner({ job: attempt.id }, context)
    if (!ready.ok) return ready
  }
  return yield* perform(attempt.job, attempt.unit, attempt.id, attempt.attempt, context)
}

const timeoutOf = (attempt: Attempt): Failure => ({
  class: 'timeout',
  cause: 'platform',
  message: `job ${attempt.id} did not end within its time limit of ${attempt.job.timeoutMs} ms`,
})

const cancelled = (attempt: Attempt): Failure => ({
  class: 'cancelled',
  cause: 'platform',
  message: `job ${attempt.id} was cancelled`,
})
