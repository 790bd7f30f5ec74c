import type { Inference } from '../estimate.ts'
import { type RateCluster, rateOfClusters } from '../rate/rate.ts'
import { type ImportanceEstimate, importanceEstimate, type WeightedOutcome } from './importance.ts'

/** A rate that importance sampling estimated, with what its weights are worth. */
export type RareRate = Inference &
  Pick<ImportanceEstimate, 'effectiveSampleSize' | 'effectiveEvents' | 'meanWeight'> & {
    /** Variance of the rate; null without an interval. */
    readonly variance: number | null
  }

/**
 * The share of the trials in a class (deployments that reached production) that have a rare event: the probability of the
 * event, from `samples` drawn under changed probabilities, over that of the class, from plain trials. Each sample is a
 * replication of its own; samples and trials must be independent. The arms of both add up in squares on the logarithm (the
 * delta method), so that the lower end stays above 0.
 */
export function inferRareRate(samples: readonly WeightedOutcome[], trials: readonly RateCluster[]): RareRate {
  const replications = samples.map((sample) => [sample])
  const events = importanceEstimate(replications)
  const share = rateOfClusters(trials)
  const defined = events.value !== null && share.value !== null && share.value > 0
  const value = defined ? events.value / share.value! : null
  const limit = (p: number): number | null => {
    if (value === null || value === 0 || p === 0.5) return value
    const confidence = Math.abs(2 * p - 1)
    const of = importanceEstimate(replications, { confidence })
    const among = rateOfClusters(trials, { confidence })
    const [arm, side] =
      p > 0.5
        ? [logOf(of.high, of.value), logOf(among.value, among.low)]
        : [logOf(of.value, of.low), logOf(among.high, among.value)]
    if (arm === null || side === null) return null
    return value * Math.exp(Math.sign(p - 0.5) * Math.hypot(arm, side))
  }
  const oneError = limit(ONE_ERROR)
  return {
    value,
    n: samples.length,
    units: samples.length,
    designEffect: null,
    method: 'importance sampling, interval on the logarithm',
    caution: events.caution,
    limit,
    effectiveSampleSize: events.effectiveSampleSize,
    effectiveEvents: events.effectiveEvents,
    meanWeight: events.meanWeight,
    variance: value === null || value === 0 || oneError === null ? null : (value * Math.log(oneError / value)) ** 2,
  }
}

/** The one-sided confidence of a bound one standard error away from a normal estimate. */
const ONE_ERROR = 0.8413447460685429

const logOf = (a: number | null, b: number | null): number | null =>
  a === null || b === null || !(a > 0 && b > 0) ? null : Math.log(a / b)
