import type { Process, Task } from '../kernel/index.ts'
import type { DetectionPath } from '../model/events.ts'
import type { FailureClass } from '../model/failure.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Detection } from '../world/world.ts'
import type { Context } from './context.ts'
import { releaseEnvironments } from './exclusive.ts'
import { recover } from './recovery.ts'
import { type PipelineResult, runStages } from './stages.ts'

/** From the trigger to the outcome: the pipeline, the watch over production, the observation, the recovery. */
export function* runDeployment(context: Context, observation: number): Process<Outcome> {
  const { kernel, world } = context.shared
  const watch: Task<Detection> = kernel.spawn(world.watch(context), { name: `watch ${context.label}` })
  const run: Task<PipelineResult> = kernel.spawn(runStages(context), { name: `pipeline ${context.label}` })
  try {
    const first = (yield* kernel.race<Detection | PipelineResult>([run, watch])) as Task<unknown>
    if (first === watch) {
      yield* cancel(run)
      return yield* recover(watch.result, context)
    }
    const result = run.result
    if (!result.passed) {
      if (!context.reachedProduction) return 'blocked'
      return yield* recover({ path: pathOf(result.failure.class), failure: result.failure }, context)
    }
    context.record({ kind: 'deployment.healthy', at: kernel.now })
    releaseEnvironments(context)
    const detection = yield* observe(watch, observation, context)
    if (detection !== undefined) return yield* recover(detection, context)
    return context.recorder.hasHealed ? 'self-healed' : 'succeeded'
  } finally {
    watch.interrupt('the deployment is over')
    run.interrupt('the deployment is over')
  }
}

function* observe(watch: Task<Detection>, observation: number, context: Context): Process<Detection | undefined> {
  const { kernel } = context.shared
  const pause = kernel.spawn(sleep(observation), { name: `observation ${context.label}` })
  const first = (yield* kernel.race<unknown>([watch, pause])) as Task<unknown>
  if (first === pause) return undefined
  pause.interrupt('detected')
  return watch.result
}

function* sleep(ms: number): Process {
  yield ms
}

function* cancel(task: Task<unknown>): Process {
  task.interrupt('production is hurt: the pipeline is stopped')
  while (!task.done) {
    try {
      yield* task.join()
    } catch {
      return
    }
  }
}

/** How a job that fails in production speaks: each is a detection of its own. */
function pathOf(failure: FailureClass): DetectionPath {
  return failure === 'timeout' ? 'progress-deadline' : failure === 'rollout-failure' ? 'sync-health' : 'rollout-watch'
}
