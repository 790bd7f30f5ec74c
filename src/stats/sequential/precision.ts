import { openUnit, StatisticsError } from '../errors.ts'
import type { Estimate } from '../estimate.ts'
import { lookConfidence, nextLook } from './spending.ts'

/** How narrow an interval has to be: `p95=2%` is relative 0.02; `change.failure.rate=0.3%` is absolute 0.003. */
export type PrecisionGoal = {
  readonly halfWidth: number
  /** Whether `halfWidth` is a share of the estimate. */
  readonly relative: boolean
  /** Confidence of the interval over the whole sequence of looks; 0.95. */
  readonly confidence?: number
}

/** What a look at the data so far found. */
export type PrecisionLook<E extends Estimate> = {
  readonly met: boolean
  /** The interval at this look's confidence: valid although the data chose when to stop. */
  readonly estimate: E
  /** The larger of the two arms, in the goal's terms; null while there is no interval. */
  readonly halfWidth: number | null
  /** Observations to have at the next look; equal to n when met. */
  readonly next: number
}

/**
 * Look number `look` (from 1) of a sequence that stops when the interval is narrow enough. The interval is taken at
 * `lookConfidence`, so the one it stops with covers the truth at least as often as stated, however often the data were
 * looked at; plain fixed-size intervals would not.
 *
 * @param interval the estimate of the data so far at a given two-sided confidence (meanOfClusters, quantileOfClusters, …)
 */
export function precisionLook<E extends Estimate>(
  interval: (confidence: number) => E,
  goal: PrecisionGoal,
  look: number,
): PrecisionLook<E> {
  if (!(goal.halfWidth > 0)) throw new StatisticsError('halfWidth', 'a positive number', goal.halfWidth)
  const estimate = interval(lookConfidence(openUnit('confidence', goal.confidence ?? 0.95), look))
  const halfWidth = armOf(estimate, goal.relative)
  if (halfWidth !== null && halfWidth <= goal.halfWidth) return { met: true, estimate, halfWidth, next: estimate.n }
  const planned = halfWidth === null ? null : estimate.n * (halfWidth / goal.halfWidth) ** 2
  return { met: false, estimate, halfWidth, next: nextLook(Math.max(1, estimate.n), planned) }
}

function armOf({ value, low, high }: Estimate, relative: boolean): number | null {
  if (value === null || low === null || high === null) return null
  const arm = Math.max(high - value, value - low)
  if (!relative) return arm
  return value === 0 ? null : arm / Math.abs(value)
}
