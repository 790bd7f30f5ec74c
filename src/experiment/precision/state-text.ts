import { quantity } from '../../analysis/index.ts'
import { lookConfidence } from '../../stats/index.ts'
import type { GoalState } from './look.ts'

/** How far a goal is, in a few words: `p95=2%: ± 4.1 %`. */
export function stateText({ goal, halfWidth, open }: GoalState): string {
  if (goal.kind === 'targets') return open === 0 ? 'targets decided' : `${open} targets open`
  return `${goal.text}: ${halfWidth === null ? 'no interval yet' : `± ${armText(halfWidth, goal)}`}`
}

function armText(arm: number, { relative, statistic, metric }: Extract<GoalState['goal'], { kind: 'figure' }>): string {
  if (relative) return quantity(significant(arm), 'ratio')
  if (statistic === 'rate') return `${quantity(significant(arm), 'ratio')}-points`
  return /(duration|wait|detect|decide|act|verify)$/.test(metric) ? quantity(arm, 'ms') : String(significant(arm))
}

const significant = (value: number): number => Number(value.toPrecision(2))

/** What a reader must know about a run that stopped when it was precise enough, or because its time was up. */
export function stopNotes(states: readonly GoalState[], look: number, why: 'precise' | 'budget' | 'most'): string[] {
  const level = quantity(lookConfidence(0.95, look), 'ratio')
  const reached = states.map(stateText).join('; ')
  const stopped = {
    precise: `Stopped at look ${look}, precise enough: ${reached}.`,
    budget: `Stopped at look ${look} because the time was up, before it was precise enough: ${reached}.`,
    most: `Stopped at look ${look} because --runs allows no more deployments, before it was precise enough: ${reached}.`,
  }[why]
  return [
    stopped,
    `Intervals and verdicts are those of look ${look}, taken at ${level} where 95 % is stated, so that they hold as stated although the data chose when to stop.`,
  ]
}

/** Why the figure of a goal is not that of the deployments that were counted. */
export const rareNotes = ({ goal }: GoalState): string[] => [
  `${goal.text} was approached by importance sampling, because failures are rare; the change failure rate that was counted is shown beside it.`,
]
