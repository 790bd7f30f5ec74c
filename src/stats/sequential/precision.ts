import { openUnit, StatisticsError } from '../errors.ts'
import type { Estimate } from '../estimate.ts'
import type { RateEstimate } from '../rate/rate.ts'
import { wilson } from '../rate/wilson.ts'
import { normalQuantile } from '../special/normal.ts'
import { smallestEnough } from '../verdict/needed.ts'
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
 * @param expected how the interval will shrink, to plan the next look; `expectedRateArm` for rates, else 1/√n
 */
export function precisionLook<E extends Estimate>(
  interval: (confidence: number) => E,
  goal: PrecisionGoal,
  look: number,
  expected?: ExpectedArm,
): PrecisionLook<E> {
  if (!(goal.halfWidth > 0)) throw new StatisticsError('halfWidth', 'a positive number', goal.halfWidth)
  const estimate = interval(lookConfidence(openUnit('confidence', goal.confidence ?? 0.95), look))
  const halfWidth = armOf(estimate, goal.relative)
  if (halfWidth !== null && halfWidth <= goal.halfWidth) return { met: true, estimate, halfWidth, next: estimate.n }
  return {
    met: false,
    estimate,
    halfWidth,
    next: nextLook(Math.max(1, estimate.n), planned(estimate, halfWidth, goal, look, expected)),
  }
}

/** The arm to expect of an interval at `confidence` after `n` observations. */
export type ExpectedArm = (n: number, confidence: number) => number

/**
 * The longer arm that Wilson's interval will have if the rate and the design effect stay: after few events it shrinks with
 * 1/n rather than 1/√n, which planning by the root would answer with ten times the deployments.
 */
export function expectedRateArm(rate: Pick<RateEstimate, 'value' | 'n' | 'effectiveN'>): ExpectedArm {
  const value = rate.value ?? 0.5
  const weight = rate.n > 0 && rate.effectiveN !== null ? rate.effectiveN / rate.n : 1
  return (n, confidence) => {
    const { low, high } = wilson(value * n * weight, n * weight, confidence)
    return Math.max(high - value, value - low)
  }
}

/** Observations with which the next look, at its own confidence, should be narrow enough; null when nothing tells. */
function planned(
  now: Estimate,
  arm: number | null,
  goal: PrecisionGoal,
  look: number,
  expected?: ExpectedArm,
): number | null {
  const confidence = goal.confidence ?? 0.95
  const next = lookConfidence(confidence, look + 1)
  if (expected !== undefined) {
    const target = goal.relative ? goal.halfWidth * Math.abs(now.value ?? 0) : goal.halfWidth
    const more = target > 0 ? smallestEnough((m) => expected(now.n + m, next) <= target) : null
    return more === null ? null : now.n + more
  }
  if (arm === null) return null
  const scores = normalQuantile((1 + next) / 2) / normalQuantile((1 + lookConfidence(confidence, look)) / 2)
  return now.n * ((arm * scores) / goal.halfWidth) ** 2
}

function armOf({ value, low, high }: Estimate, relative: boolean): number | null {
  if (value === null || low === null || high === null) return null
  const arm = Math.max(high - value, value - low)
  if (!relative) return arm
  return value === 0 ? null : arm / Math.abs(value)
}
