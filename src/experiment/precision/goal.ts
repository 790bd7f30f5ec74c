import type { Statistic } from '../../model/target.ts'
import type { PrecisionGoal } from '../../stats/index.ts'

/** How sure a run is to be of one figure before it stops. */
export interface FigureGoal extends PrecisionGoal {
  readonly kind: 'figure'
  readonly metric: string
  readonly statistic: Statistic
  readonly confidence: number
  /** As it was written. */
  readonly text: string
}

/** To stop when every target of the scenario is decided. */
export interface TargetsGoal {
  readonly kind: 'targets'
  readonly text: 'targets'
}

/** What `--precision` may ask for. */
export type Goal = FigureGoal | TargetsGoal
