import type { Process, Task } from '../../../kernel/index.ts'
import type { DeliveryStrategy, StrategyOf } from '../../../model/delivery-strategy.ts'
import type { Failure } from '../../../model/failure.ts'
import type { Progressive } from '../../../model/mechanisms/progressive.ts'
import { PURPOSE } from '../purpose.ts'
import { type Analysed, analyse, failureFound } from './analysis.ts'
import { errorsOfVersion } from './error-ratio.ts'
import type { StagedRollout } from './staged-rollout.ts'

/** Strategies that set replicas and traffic themselves. */
export type StagedStrategy = Exclude<DeliveryStrategy, { kind: 'rolling' }>

/**
 * Brings a new version to its users by a strategy, and returns when it has all of them. One that is found to be bad loses its
 * traffic, the alarm is raised, and the process waits to be interrupted, as a rollout does that is stuck.
 */
export function* deliver(strategy: StagedStrategy, staged: StagedRollout, settings: Progressive): Process {
  switch (strategy.kind) {
    case 'canary':
      return yield* canary(strategy, staged)
    case 'blue-green':
      return yield* blueGreen(strategy, staged, settings)
    case 'shadow':
      return yield* shadow(strategy, staged, settings)
  }
}

/** Step by step more replicas and more traffic, with the analysis in the background. */
function* canary(strategy: StrategyOf<'canary'>, staged: StagedRollout): Process {
  const steps = (function* (): Process {
    for (const { weight, pauseMs } of strategy.steps) {
      yield* staged.scale(weight)
      yield* staged.route(weight)
      yield pauseMs
    }
    yield* staged.scale(1)
    yield* staged.route(1)
    yield strategy.scaleDownDelayMs
  })()
  yield* analysed(steps, strategy, staged, { seen: () => staged.exposure.share })
  yield* staged.retire()
}

/** All replicas beside the old ones, a test that nobody else sees, the switch, and a while in which it can be switched back. */
function* blueGreen(strategy: StrategyOf<'blue-green'>, staged: StagedRollout, settings: Progressive): Process {
  yield* staged.scale(1)
  if (strategy.prePromotionTest) yield* preview(staged, settings)
  const promoted = (function* (): Process {
    yield* staged.route(1)
    yield Math.max(strategy.analysedMs, strategy.scaleDownDelayMs)
  })()
  yield* analysed(promoted, strategy, staged, { seen: () => staged.exposure.share })
  yield* staged.retire()
}

/** A copy of some requests goes to a new version without users; when that is fine, a rolling update follows. */
function* shadow(strategy: StrategyOf<'shadow'>, staged: StagedRollout, settings: Progressive): Process {
  const { d, state, order } = staged
  yield* staged.scale(strategy.mirrored)
  const shows = chanceOf(staged, settings.mirroredShows, PURPOSE.mirrored)
  const mirroring = (function* (): Process {
    yield d.draws.machine(settings.routeChange, state.key(order.service), PURPOSE.mirrored, 1)
    yield strategy.mirroredMs
  })()
  yield* analysed(mirroring, strategy, staged, { seen: () => strategy.mirrored, shows: () => shows })
  yield* staged.roll()
}

function* preview(staged: StagedRollout, settings: Progressive): Process {
  const { d, state, order } = staged
  yield d.draws.machine(settings.previewTest, state.key(order.service), PURPOSE.preview)
  const shows = chanceOf(staged, settings.previewShows, PURPOSE.previewCatches)
  const errors = errorsOfVersion(order.service, d, () => shows)
  if (errors.ratio > 0) yield* fail(staged, failureFound(staged, errors))
}

/** One draw for a service, the same in all regions: its requests show the defect or they do not. */
const chanceOf = ({ d, state, order }: StagedRollout, probability: number, purpose: typeof PURPOSE.preview): boolean =>
  d.draws.chance(probability, state.key(order.service), purpose)

/** Does something while the analysis goes on. */
function* analysed(
  work: Process,
  { analysis }: Pick<StrategyOf<'canary'>, 'analysis'>,
  staged: StagedRollout,
  of: Analysed,
): Process {
  const { kernel } = staged.state
  const doing: Task<void> = kernel.spawn(work, { name: 'delivery' })
  const watching: Task<Failure> = kernel.spawn(analyse(staged, analysis, of), { name: 'analysis' })
  try {
    const first = (yield* kernel.race<unknown>([doing, watching])) as Task<unknown>
    if (first === doing) return
  } finally {
    doing.interrupt('the delivery is over')
    watching.interrupt('the delivery is over')
  }
  yield* fail(staged, watching.result)
}

/** Takes the traffic back, tells, and waits for what comes. */
function* fail(staged: StagedRollout, failure: Failure): Process {
  const { d, state } = staged
  d.tasks.push(state.kernel.spawn(staged.abort(), { name: 'abort' }))
  d.raise({ path: 'analysis', failure })
  while (!staged.rollout.ended) yield staged.rollout.changed
}
