import type { Aggregator } from '../../analysis/index.ts'
import { RARE_METRIC, type RareSampling, rareChangeFailures } from '../../analysis/index.ts'
import type { Scenario } from '../../model/scenario.ts'
import { estimateAt, precisionLook } from '../../stats/index.ts'
import { FEWEST_SAMPLES, RareSampler } from '../rare/rare-sampler.ts'
import type { StretchRunner } from '../stretch-runner.ts'
import type { FigureGoal } from './goal.ts'
import type { GoalState } from './look.ts'

/** Failures are rare below this share of deployments. */
const RARE = 0.01
/** Deployments that plain simulation must need for importance sampling to be tried: learning how a scenario fails costs some hundred. */
const WORTH_TRYING = 2_000
/** Effective failures below which the samples say too little to go on with. */
const FEWEST_FAILURES = 10

/** Samples of rare failures with what they say of a goal. */
export interface RareLook {
  readonly sampling: RareSampling
  readonly state: GoalState & { readonly goal: FigureGoal }
  readonly looks: number
}

/** A goal that plain simulation is far from because failures are rare; undefined when there is none. */
export function rareGoal(states: readonly GoalState[], done: number): FigureGoal | undefined {
  const found = states.find(
    ({ goal, met, estimate, next }) =>
      goal.kind === 'figure' &&
      goal.metric === RARE_METRIC &&
      !met &&
      (estimate?.value ?? 1) < RARE &&
      next - done > WORTH_TRYING,
  )
  return found?.goal.kind === 'figure' ? found.goal : undefined
}

/** What the goal is approached with, and when to give up. */
export interface RareLookOptions {
  readonly scenario: Scenario
  readonly runner: StretchRunner
  readonly seed: number
  /** Deployments by plain simulation that plain simulation would go on to. */
  readonly plainNeeds: number
  /** Plain deployments so far; how many reach production is known from them. */
  readonly aggregator: Aggregator
  readonly signal?: AbortSignal | undefined
  /** Whether the time is up. */
  readonly isOver: () => boolean
  readonly onLook?: ((state: GoalState) => void) | undefined
}

/**
 * Samples rare failures until the goal is met. The looks are counted anew: neither the samples nor their number depend on
 * what plain simulation found, only whether they are drawn at all. Undefined when it does not pay: too few failures among
 * the samples, or more deployments than plain simulation would take.
 */
export async function lookAtRare(goal: FigureGoal, options: RareLookOptions): Promise<RareLook | undefined> {
  const { scenario, runner, seed, signal, aggregator } = options
  const sampler = await RareSampler.learn(runner, scenario, { seed, signal })
  let samples = FEWEST_SAMPLES
  for (let look = 1; ; look++) {
    const sampling = await sampler.sample(samples)
    if (sampling.rows.length === 0) return undefined
    const rate = rareChangeFailures(sampling.rows, aggregator.read())
    const found = precisionLook((confidence) => estimateAt(rate, confidence), goal, look)
    const state = {
      goal,
      met: found.met,
      estimate: found.estimate,
      halfWidth: found.halfWidth,
      open: 0,
      next: aggregator.size,
    }
    options.onLook?.(state)
    const stopped = sampling.rows.length < samples || options.isOver()
    if (found.met || stopped) return { sampling, state, looks: look }
    const cost = (found.next / samples) * sampling.simulated
    if (rate.effectiveEvents < FEWEST_FAILURES || cost > options.plainNeeds) return undefined
    samples = found.next
  }
}
