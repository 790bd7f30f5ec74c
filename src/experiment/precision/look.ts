import type { Aggregator } from '../../analysis/index.ts'
import { Figures } from '../../analysis/index.ts'
import type { Scenario } from '../../model/scenario.ts'
import { type ClusteredEstimate, type Estimate, expectedRateArm, nextLook, precisionLook } from '../../stats/index.ts'
import type { FigureGoal, Goal } from './goal.ts'
import { verdictsAt } from './verdicts-at.ts'

/** What a look at the data so far found about one goal. */
export interface GoalState {
  readonly goal: Goal
  readonly met: boolean
  /** The figure, with the interval at this look's confidence; null for targets. */
  readonly estimate: Estimate | null
  /** The longer arm in the goal's terms; null while there is no interval. */
  readonly halfWidth: number | null
  /** Targets that are not decided yet; 0 for figures. */
  readonly open: number
  /** Deployments to have at the next look. */
  readonly next: number
}

/** What a look is taken at. */
export interface LookInput {
  readonly scenario: Scenario
  readonly aggregator: Aggregator
  readonly goals: readonly Goal[]
  readonly seed: number
  /** Number of the look, from 1. */
  readonly look: number
}

/**
 * A look that decides whether to stop. Intervals and verdicts are taken at the confidence of this look, so that those of the
 * look at which the run stops hold as stated (docs/statistics.md, "Stopping when it is precise enough"). Each goal has its
 * own error; several goals are several statements.
 */
export function lookAt(input: LookInput): GoalState[] {
  const { scenario, aggregator, goals, seed, look } = input
  const figures = new Figures(
    aggregator.read(),
    scenario.pipeline.stages.map((stage) => stage.name),
    seed,
  )
  return goals.map((goal) => (goal.kind === 'targets' ? targetsState(goal, input) : figureState(goal, figures, look)))
}

function figureState(goal: FigureGoal, figures: Figures, look: number): GoalState {
  const { metric, statistic } = goal
  const interval = (confidence: number): Estimate =>
    figures.estimate(metric, statistic, confidence) as ClusteredEstimate
  const rate = figures.rate(metric, goal.confidence)
  const found = precisionLook(interval, goal, look, rate === undefined ? undefined : expectedRateArm(rate))
  // Where only some deployments have the figure (recoveries), so many more of the others come with it.
  const perDeployment = found.estimate.n === 0 ? 1 : figures.rows.size / found.estimate.n
  const next = Math.max(figures.rows.size, Math.ceil(found.next * perDeployment))
  return { goal, met: found.met, estimate: found.estimate, halfWidth: found.halfWidth, open: 0, next }
}

function targetsState(goal: Goal, input: LookInput): GoalState {
  const { aggregator, look } = input
  const open = verdictsAt(input, look).filter(({ status }) => status === 'inconclusive')
  const shared = { goal, met: open.length === 0, estimate: null, halfWidth: null, open: open.length }
  if (open.length === 0) return { ...shared, next: aggregator.size }
  // What each open target needs is asked at the confidence of the next look.
  const ahead = verdictsAt(input, look + 1).filter(({ status }) => status === 'inconclusive')
  const needed = ahead.map(({ needed: more }) => (more === null ? null : aggregator.size + more))
  const planned = needed.every((n) => n !== null) ? Math.max(aggregator.size, ...needed) : null
  return { ...shared, next: nextLook(aggregator.size, planned) }
}
