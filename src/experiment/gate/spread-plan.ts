import type { Scenario } from '../../model/scenario.ts'
import type { PlannedStretch } from '../plan.ts'
import { deploymentsPerStretch } from '../stretch.ts'

/** A gate is as sure as its number of stretches allows; fewer than these show hardly anything (docs/statistics.md). */
export const LEAST_STRETCHES = 10

/** How the deployments of a gate are laid out. Written into baselines, so that both sides run the same deployments. */
export interface Spread {
  readonly runs: number
  readonly stretches: number
}

/** `runs` deployments over as many stretches as they fill, and over at least ten (or one each, if there are fewer). */
export function spreadOf(scenario: Scenario, runs: number): Spread {
  const filled = Math.ceil(runs / deploymentsPerStretch(scenario))
  return { runs, stretches: Math.min(runs, Math.max(LEAST_STRETCHES, filled)) }
}

/** The first deployments of each stretch, the remainder in the first stretches; at most what a stretch of this scenario holds. */
export function spreadPlan(scenario: Scenario, { runs, stretches }: Spread): PlannedStretch[] {
  const least = Math.floor(runs / stretches)
  const size = deploymentsPerStretch(scenario)
  return Array.from({ length: stretches }, (_, stretch) => ({
    stretch,
    counted: Math.min(size, stretch < runs % stretches ? least + 1 : least),
  }))
}
