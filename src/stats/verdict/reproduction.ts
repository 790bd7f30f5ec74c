import { StatisticsError } from '../errors.ts'
import type { Estimate } from '../estimate.ts'
import { neededForReach } from './needed.ts'
import type { Bound, Verdict } from './verdict.ts'

/** The band around a published figure, both ends included. */
export type Band = { readonly low: number; readonly high: number }

/**
 * Whether a published figure is reproduced: the interval lies inside the band → pass; is disjoint from it → fail; else
 * inconclusive. The bound is the end that decides: for a pass the one nearer to its edge of the band, for a fail the one
 * that faces the band, else the one that sticks out most (relative to its distance from the estimate).
 *
 * `needed` is the number of further observations after which the interval lies inside (or outside) the band if the
 * estimate stays where it is and the interval shrinks with 1/√n; null when the estimate sits on an edge or lacks an end.
 */
export function reproduction(estimate: Estimate & { readonly confidence?: number }, band: Band): Verdict {
  if (!(band.low <= band.high)) throw new StatisticsError('band', 'low <= high', `${band.low} … ${band.high}`)
  const { value, low, high, n } = estimate
  const confidence = estimate.confidence ?? 0.95
  const upper: Bound = { side: 'upper', confidence, value: high }
  const lower: Bound = { side: 'lower', confidence, value: low }
  if (low !== null && low > band.high) return { status: 'fail', bound: lower, needed: null }
  if (high !== null && high < band.low) return { status: 'fail', bound: upper, needed: null }
  if (low === null || high === null || value === null)
    return { status: 'inconclusive', bound: low === null ? lower : upper, needed: null }
  if (low >= band.low && high <= band.high)
    return { status: 'pass', bound: band.high - high < low - band.low ? upper : lower, needed: null }
  if (value > band.high)
    return { status: 'inconclusive', bound: lower, needed: neededForReach(n, value - low, value - band.high) }
  if (value < band.low)
    return { status: 'inconclusive', bound: upper, needed: neededForReach(n, high - value, band.low - value) }
  const above = (high - value) / (band.high - value)
  const below = (value - low) / (value - band.low)
  const worst = Math.max(high > band.high ? above : 0, low < band.low ? below : 0)
  return { status: 'inconclusive', bound: worst === above ? upper : lower, needed: neededForReach(n, worst, 1) }
}
