import { designEffectOf, FEW_STRETCHES, FEWEST_STRETCHES, ratioVariance } from '../clusters.ts'
import { openUnit, StatisticsError } from '../errors.ts'
import type { Estimate } from '../estimate.ts'
import { normalQuantile } from '../special/normal.ts'
import { studentTQuantile } from '../special/student-t.ts'
import { wilson } from './wilson.ts'

/** Events and trials of one cluster (failed deployments and deployments of one stretch). */
export type RateCluster = { readonly count: number; readonly n: number }

/** A rate with Wilson's interval (for display), and what a claim about it needs. */
export type RateEstimate = Estimate & {
  readonly count: number
  /** Clusters with at least one trial. */
  readonly units: number
  /** At least 1; null when a single cluster of several trials leaves it unknown. */
  readonly designEffect: number | null
  /** The number of independent trials that carry as much information; null when the design effect is unknown. */
  readonly effectiveN: number | null
  /** Two-sided confidence of [low, high]. */
  readonly confidence: number
  readonly method: string
  /** Why the interval and claims on it should be read with care, or null. */
  readonly caution: string | null
}

/** Options of `rateOfClusters`. */
export type RateOptions = { readonly confidence?: number }

/**
 * The rate of events over all trials, clusters counted as units.
 *
 * The design effect is the ratio estimator's variance over the binomial one, floored at 1 (see `designEffectOf`). At 1
 * the plain binomial counts apply. Above 1 the interval is computed at the effective n = n / designEffect, further
 * reduced by (z / t)² for the few degrees of freedom that the variance of `units` clusters has (Korn & Graubard 1998).
 * Without any event, or with events only, nothing is known about clustering and the design effect is 1. One cluster of
 * several trials gives a value but no interval. With fewer than 30 events or 10 stretches a caution says that
 * clustering can hardly be seen.
 */
export function rateOfClusters(clusters: readonly RateCluster[], options: RateOptions = {}): RateEstimate {
  const confidence = openUnit('confidence', options.confidence ?? 0.95)
  const filled = clusters.filter((cluster) => cluster.n > 0)
  let count = 0
  let n = 0
  for (const cluster of filled) {
    if (!(cluster.count >= 0 && cluster.count <= cluster.n))
      throw new StatisticsError('count', `a number from 0 to n (${cluster.n})`, cluster.count)
    count += cluster.count
    n += cluster.n
  }
  const units = filled.length
  const shared = { n, count, units, confidence, caution: null }
  if (n === 0)
    return {
      ...shared,
      value: null,
      low: null,
      high: null,
      designEffect: null,
      effectiveN: 0,
      method: 'none: no trials',
    }
  const value = count / n
  if (units === 1 && n > 1) {
    const method = 'none: one stretch does not show how deployments depend on each other'
    return { ...shared, value, low: null, high: null, designEffect: null, effectiveN: null, method }
  }
  const designEffect = rateDesignEffect(filled, count, n)
  const effectiveN = designEffect === 1 ? n : (n * fewUnitsFactor(units, confidence)) / designEffect
  const method =
    designEffect === 1
      ? 'Wilson'
      : `Wilson at the effective n of ${effectiveN.toFixed(0)} (design effect ${designEffect.toFixed(2)})`
  return {
    ...shared,
    value,
    ...wilson(value * effectiveN, effectiveN, confidence),
    designEffect,
    effectiveN,
    method,
    caution: rateCaution(count, n, units),
  }
}

/** Below this many events a design effect estimated from them is too small too often (docs/statistics.md). */
const FEWEST_EVENTS = 30

function rateCaution(count: number, n: number, units: number): string | null {
  const events = Math.min(count, n - count)
  if (units === n) return null
  if (units < FEWEST_STRETCHES) return FEW_STRETCHES
  if (events >= FEWEST_EVENTS) return null
  return `${events} of ${n} are too few to show whether they come together in stretches: taken as independent as far as they show it`
}

/** The design effect of a rate over clusters that all hold trials: at least 1, and 1 where events cannot show clustering. */
export function rateDesignEffect(clusters: readonly RateCluster[], count: number, n: number): number {
  if (count === 0 || count === n || clusters.length === n || clusters.length < 2) return 1
  const variance = ratioVariance(
    clusters.map((cluster) => cluster.count),
    clusters.map((cluster) => cluster.n),
  )
  const p = count / n
  return designEffectOf(variance, (p * (1 - p)) / (n - 1))
}

/** (z / t)²: what few units take off the effective sample size, because their spread is itself an estimate. */
export function fewUnitsFactor(units: number, confidence: number): number {
  const tail = (1 + confidence) / 2
  return (normalQuantile(tail) / studentTQuantile(tail, units - 1)) ** 2
}
