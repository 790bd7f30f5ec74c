import { ratioVariance } from '../clusters.ts'
import { openUnit, StatisticsError } from '../errors.ts'
import type { Estimate } from '../estimate.ts'
import { studentTQuantile } from '../special/student-t.ts'

/** One replication drawn from a changed distribution (a rare cause made frequent). */
export type WeightedOutcome = {
  /** Probability of the replication under the true distribution over that under the changed one; 0 or more. */
  readonly weight: number
  /** 1 when the event happened, else 0; any number for a weighted mean. */
  readonly outcome: number
}

/** An estimate from weighted replications. */
export type ImportanceEstimate = Estimate & {
  readonly method: string
  readonly caution: string | null
  readonly units: number
  /** Kish: (Σw)² / Σw², how many plain replications the weights are worth. */
  readonly effectiveSampleSize: number
  /** The same over the replications in which the event happened: how many plain events the estimate rests on. */
  readonly effectiveEvents: number
  /** Must be near 1: the weights of a right likelihood ratio average to it. */
  readonly meanWeight: number
  /** Variance of plain simulation over the variance obtained, at the same number of replications; null without events. */
  readonly varianceRatio: number | null
}

/** Options of `importanceEstimate`. */
export type ImportanceOptions = {
  readonly confidence?: number
  /**
   * `plain` is Σ w·x / n, unbiased, best for rare events that the change makes frequent. `self-normalised` is Σ w·x / Σ w,
   * slightly biased, for weights known up to a factor. Default plain.
   */
  readonly estimator?: 'plain' | 'self-normalised'
}

/**
 * The mean of an outcome under the true distribution, from replications under a changed one (importance sampling: A. B.
 * Owen 2013, Monte Carlo theory, methods and examples, ch. 9). Clusters are stretches; the interval comes from the spread
 * between them (with one replication a cluster: between replications), Student's t on the logarithm of the estimate, so a
 * rate's lower end stays above 0. Fewer than 10 effective events, or weights that do not average to 1, earn a caution.
 */
export function importanceEstimate(
  clusters: readonly (readonly WeightedOutcome[])[],
  options: ImportanceOptions = {},
): ImportanceEstimate {
  const confidence = openUnit('confidence', options.confidence ?? 0.95)
  const estimator = options.estimator ?? 'plain'
  const filled = clusters.filter((cluster) => cluster.length > 0)
  const totals = summed(filled)
  const { n, weights, squaredWeights, eventWeights, squaredEventWeights } = totals
  const shared = {
    n,
    method: `importance sampling, ${estimator}`,
    units: filled.length,
    effectiveSampleSize: squaredWeights > 0 ? weights ** 2 / squaredWeights : 0,
    effectiveEvents: squaredEventWeights > 0 ? eventWeights ** 2 / squaredEventWeights : 0,
    meanWeight: n > 0 ? weights / n : 0,
  }
  const size = estimator === 'plain' ? n : weights
  if (!(size > 0))
    return { ...shared, value: null, low: null, high: null, caution: 'no weight at all', varianceRatio: null }
  const value = eventWeights / size
  if (value === 0 || filled.length < 2) {
    const caution =
      value === 0 ? 'the event never happened: change the distribution further' : 'one stretch has no spread'
    return { ...shared, value, low: value === 0 ? 0 : null, high: null, caution, varianceRatio: null }
  }
  const sums = filled.map((cluster) => cluster.reduce((a, { weight, outcome }) => a + weight * outcome, 0))
  const sizes = filled.map((cluster) =>
    estimator === 'plain' ? cluster.length : cluster.reduce((a, { weight }) => a + weight, 0),
  )
  const variance = ratioVariance(sums, sizes)
  const arm = (studentTQuantile((1 + confidence) / 2, filled.length - 1) * Math.sqrt(variance)) / Math.abs(value)
  const ends = [value * Math.exp(-arm), value * Math.exp(arm)]
  return {
    ...shared,
    value,
    low: Math.min(...ends),
    high: Math.max(...ends),
    caution: cautionOf(filled, shared),
    varianceRatio: variance > 0 && value > 0 && value < 1 ? (value * (1 - value)) / n / variance : null,
  }
}

function summed(clusters: readonly (readonly WeightedOutcome[])[]) {
  const totals = { n: 0, weights: 0, squaredWeights: 0, eventWeights: 0, squaredEventWeights: 0 }
  for (const cluster of clusters)
    for (const { weight, outcome } of cluster) {
      if (!(weight >= 0 && Number.isFinite(weight)))
        throw new StatisticsError('weight', 'a finite number, 0 or more', weight)
      if (!Number.isFinite(outcome)) throw new StatisticsError('outcome', 'a finite number', outcome)
      totals.n++
      totals.weights += weight
      totals.squaredWeights += weight ** 2
      totals.eventWeights += weight * outcome
      totals.squaredEventWeights += (weight * outcome) ** 2
    }
  return totals
}

const FEWEST_EVENTS = 10

function cautionOf(
  clusters: readonly (readonly WeightedOutcome[])[],
  { effectiveEvents, meanWeight }: Pick<ImportanceEstimate, 'effectiveEvents' | 'meanWeight'>,
): string | null {
  if (effectiveEvents < FEWEST_EVENTS)
    return `rests on ${effectiveEvents.toFixed(1)} effective events; below ${FEWEST_EVENTS} the interval is unreliable`
  const error = Math.sqrt(
    ratioVariance(
      clusters.map((cluster) => cluster.reduce((a, { weight }) => a + weight, 0)),
      clusters.map((cluster) => cluster.length),
    ),
  )
  if (Math.abs(meanWeight - 1) > 4 * error + 1e-9)
    return `weights average ${meanWeight.toPrecision(3)} instead of 1: the likelihood ratio is wrong or never reaches part of the space`
  return null
}
