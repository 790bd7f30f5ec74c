import { type Clusters, designEffectOf, FEW_STRETCHES, FEWEST_STRETCHES, ratioVariance } from '../clusters.ts'
import { openUnit, StatisticsError } from '../errors.ts'
import { type ClusteredEstimate, estimateAt, type Inference, noInterval } from '../estimate.ts'
import { fewUnitsFactor } from '../rate/rate.ts'
import { lowerRank, quantileRank, upperRank } from './order-statistics.ts'

/** Options of `quantileOfClusters`. */
export type QuantileOptions = { readonly confidence?: number }

/**
 * The q-quantile (definition: `quantileRank`) of clustered observations with its interval. Sides that the number of
 * observations cannot bound are null (P95 has an upper 95 % interval end from 72 observations on).
 */
export function quantileOfClusters(clusters: Clusters, q: number, options: QuantileOptions = {}): ClusteredEstimate {
  return estimateAt(inferQuantile(clusters, q), openUnit('confidence', options.confidence ?? 0.95))
}

/**
 * Order-statistic bounds of a quantile: exact for independent observations. For clustered ones R. S. Woodruff's interval
 * (1952, JASA 47): the share of values at or below the quantile is a rate with a design effect, the exact binomial ranks
 * are taken at its effective n (as in `rateOfClusters`), and are carried over to the n values that there are.
 */
export function inferQuantile(clusters: Clusters, q: number): Inference {
  openUnit('q', q)
  const filled = clusters.filter((cluster) => cluster.length > 0)
  const sorted = sortedValues(filled)
  const n = sorted.length
  const units = filled.length
  if (n === 0) return noInterval(null, 0, 0, 'no observations')
  const value = sorted[quantileRank(n, q) - 1]!
  if (units === 1 && n > 1)
    return noInterval(value, n, 1, 'one stretch does not show how deployments depend on each other')
  const designEffect = units === n ? 1 : quantileDesignEffect(filled, n, value, q)
  const limit = (p: number): number | null => {
    const upper = p >= 0.5
    const confidence = upper ? p : 1 - p
    const effective =
      designEffect === 1 ? n : Math.floor((n * fewUnitsFactor(units, 2 * confidence - 1)) / designEffect)
    const rank = upper ? upperRank(effective, q, confidence) : lowerRank(effective, q, confidence)
    return rank === null ? null : sorted[spreadRank(rank, effective, n, upper) - 1]!
  }
  const method =
    designEffect === 1 ? 'order statistics' : `order statistics at design effect ${designEffect.toFixed(2)} (Woodruff)`
  const caution = units < n && units < FEWEST_STRETCHES ? FEW_STRETCHES : null
  return { value, n, units, designEffect, method, caution, limit }
}

/** The design effect of the share of values at or below the quantile. */
function quantileDesignEffect(clusters: Clusters, n: number, value: number, q: number): number {
  const below = clusters.map((cluster) => cluster.reduce((k, x) => k + (x <= value ? 1 : 0), 0))
  const sizes = clusters.map((cluster) => cluster.length)
  const share = below.reduce((a, b) => a + b, 0) / n
  // Ties can put the whole sample at or below the value; then the variance at q itself is the honest denominator.
  const p = share < 1 ? share : q
  return designEffectOf(ratioVariance(below, sizes), (p * (1 - p)) / Math.max(1, n - 1))
}

/** Rank `rank` of `from` equally informative values, as a rank of `to` values, rounded outwards. */
function spreadRank(rank: number, from: number, to: number, upper: boolean): number {
  if (from === to) return rank
  const position = (rank * (to + 1)) / (from + 1)
  return Math.min(to, Math.max(1, upper ? Math.ceil(position) : Math.floor(position)))
}

function sortedValues(clusters: Clusters): Float64Array {
  let n = 0
  for (const cluster of clusters) n += cluster.length
  const values = new Float64Array(n)
  let i = 0
  for (const cluster of clusters)
    for (const x of cluster) {
      if (!Number.isFinite(x)) throw new StatisticsError('observation', 'a finite number', x)
      values[i++] = x
    }
  return values.sort()
}
