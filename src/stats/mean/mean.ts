import { type ClusterSums, type Clusters, designEffectOf, sumClusters } from '../clusters.ts'
import { openUnit } from '../errors.ts'
import { type ClusteredEstimate, estimateAt, type Inference, noInterval } from '../estimate.ts'
import { unitLimits } from '../units/limits.ts'
import { standardError } from '../units/unit-statistic.ts'
import { coxTLimits } from './cox-t.ts'
import { LOGNORMAL_CHECK_LEAST, looksLognormal } from './lognormal-check.ts'
import { meanStatistic } from './mean-statistic.ts'

/** Options of the mean's interval. */
export type MeanOptions = {
  readonly confidence?: number
  /** Seed of the bootstrap; the same seed gives the same interval. */
  readonly seed?: number
  /** `mixture` says that the values come from different processes (automatic and manual recovery): Cox-t is then never used. */
  readonly shape?: 'unknown' | 'mixture'
}

/** The mean over all observations with its interval; the method is chosen by `inferMean` and named in the result. */
export function meanOfClusters(clusters: Clusters, options: MeanOptions = {}): ClusteredEstimate {
  return estimateAt(inferMean(clusters, options), openUnit('confidence', options.confidence ?? 0.95))
}

/**
 * Bounds of the mean, by the method that fits: none with a single unit, whose spread nothing shows; Cox-t where every unit
 * is one observation and their logarithms pass the lognormal check; else by the number of units (`unitLimits`).
 */
export function inferMean(clusters: Clusters, options: MeanOptions = {}): Inference {
  const sums = sumClusters(clusters)
  const { n, units, mean } = sums
  if (n === 0) return noInterval(null, 0, 0, 'no observations')
  if (n === 1) return noInterval(mean, 1, 1, 'one observation')
  if (units === 1) return noInterval(mean, n, 1, 'one stretch does not show the spread between stretches')
  const statistic = meanStatistic(sums)
  const error = standardError(statistic.influence)
  const designEffect = units === n ? 1 : designEffectOf(error ** 2, sums.squares / (n - 1) / n)
  const shared = { value: mean, n, units, designEffect }
  if (error <= 1e-14 * Math.abs(mean))
    return { ...shared, method: 'constant: every unit has the same mean', caution: null, limit: () => mean }
  const logs = options.shape === 'mixture' ? null : independentLogs(sums)
  if (logs !== null && looksLognormal(logs))
    return { ...shared, method: 'Cox-t (the lognormal check passes)', caution: null, limit: coxTLimits(logs) }
  return { ...shared, ...unitLimits(statistic, options.seed ?? 1, units === n ? 'observations' : 'stretches') }
}

/** Logarithms of the observations when each is its own unit and all are positive, else null. */
function independentLogs({ sums, units, n }: ClusterSums): number[] | null {
  if (units !== n || n < LOGNORMAL_CHECK_LEAST) return null
  const logs: number[] = []
  for (const x of sums) {
    if (x <= 0) return null
    logs.push(Math.log(x))
  }
  return logs
}
