import { type ClusterSums, type Clusters, designEffectOf, ratioVariance, sumClusters } from '../clusters.ts'
import { openUnit } from '../errors.ts'
import { type ClusteredEstimate, estimateAt, type Inference, noInterval } from '../estimate.ts'
import { bootstrapMeanLimits } from './bootstrap-mean.ts'
import { clusterTLimits } from './cluster-t.ts'
import { coxTLimits } from './cox-t.ts'
import { LOGNORMAL_CHECK_LEAST, looksLognormal } from './lognormal-check.ts'

/** Options of the mean's interval. */
export type MeanOptions = {
  readonly confidence?: number
  /** Seed of the bootstrap; the same seed gives the same interval. */
  readonly seed?: number
  /** `mixture` says that the values come from different processes (automatic and manual recovery): Cox-t is then never used. */
  readonly shape?: 'unknown' | 'mixture'
}

const FEWEST_FOR_BOOTSTRAP = 10
const MOST_FOR_BOOTSTRAP = 2_000

/** The mean over all observations with its interval; the method is chosen by `inferMean` and named in the result. */
export function meanOfClusters(clusters: Clusters, options: MeanOptions = {}): ClusteredEstimate {
  return estimateAt(inferMean(clusters, options), openUnit('confidence', options.confidence ?? 0.95))
}

/**
 * Bounds of the mean, by the method that fits:
 *
 * - one unit: none, because nothing shows its spread;
 * - fewer than 10 units: Student's t on the clusters (a bootstrap of so few repeats itself);
 * - independent observations (one a cluster) that pass the lognormal check: Cox-t;
 * - up to 2,000 units: BCa bootstrap over whole clusters;
 * - more: Student's t again, unless they are so skewed that Cochran's rule n > 25 · skewness² fails.
 */
export function inferMean(clusters: Clusters, options: MeanOptions = {}): Inference {
  const sums = sumClusters(clusters)
  const { n, units, mean } = sums
  if (n === 0) return noInterval(null, 0, 0, 'no observations')
  if (units === 1)
    return noInterval(
      mean,
      n,
      1,
      n === 1 ? 'one observation' : 'one stretch does not show the spread between stretches',
    )
  const variance = ratioVariance(sums.sums, sums.sizes)
  const designEffect = units === n ? 1 : designEffectOf(variance, sums.squares / (n - 1) / n)
  const shared = { value: mean, n, units, designEffect }
  const logs = options.shape === 'mixture' ? null : independentLogs(sums)
  if (variance <= (Number.EPSILON * mean) ** 2)
    return { ...shared, method: 'constant: every unit has the same mean', caution: null, limit: () => mean }
  if (units < FEWEST_FOR_BOOTSTRAP)
    return { ...shared, method: `t on ${units} units`, caution: FEW_UNITS, limit: clusterTLimits(sums) }
  if (logs !== null && looksLognormal(logs))
    return { ...shared, method: 'Cox-t (passes for lognormal)', caution: null, limit: coxTLimits(logs) }
  if (units > MOST_FOR_BOOTSTRAP && units > 25 * unitSkewness(sums) ** 2)
    return { ...shared, method: `t on ${units} units`, caution: null, limit: clusterTLimits(sums) }
  return {
    ...shared,
    method: `BCa bootstrap over ${units} units`,
    caution: null,
    limit: bootstrapMeanLimits(sums, options.seed ?? 1),
  }
}

const FEW_UNITS = 'fewer than 10 units: right only if their means are roughly normal'

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

/** Skewness of the units' residuals sum − mean · size. */
export function unitSkewness({ sums, sizes, units, mean }: ClusterSums): number {
  let squares = 0
  let cubes = 0
  for (let s = 0; s < units; s++) {
    const d = sums[s]! - mean * sizes[s]!
    squares += d * d
    cubes += d * d * d
  }
  return squares > 0 ? cubes / units / (squares / units) ** 1.5 : 0
}
