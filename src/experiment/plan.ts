import type { Scenario } from '../model/scenario.ts'
import { deploymentsPerStretch } from './stretch.ts'

/** One stretch of a batch. */
export interface PlannedStretch {
  readonly stretch: number
  /** How many of its measured deployments count; the last stretch of a batch may be cut short. */
  readonly counted: number
}

/**
 * The stretches that give `runs` measured deployments. Every stretch is simulated whole and only then cut, so that
 * deployment S.D is the same deployment whatever `runs` is: those after it compete with it for runners and locks.
 */
export function planStretches(scenario: Scenario, runs: number): PlannedStretch[] {
  const size = deploymentsPerStretch(scenario)
  return Array.from({ length: Math.ceil(runs / size) }, (_, stretch) => ({
    stretch,
    counted: Math.min(size, runs - stretch * size),
  }))
}
