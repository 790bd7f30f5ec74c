import { type ClusterSums, type Clusters, ratioVariance, sumClusters } from '../clusters.ts'
import { openUnit } from '../errors.ts'
import { estimateAt, type Inference, noInterval } from '../estimate.ts'
import { studentTQuantile } from '../special/student-t.ts'
import type { PairedDifference, PairedOptions } from './paired-difference.ts'

/**
 * Difference and ratio of two means from independent runs (other seeds, other machines: nothing is paired), `b` against
 * `a`. Welch's t on the clustered variances with Satterthwaite's degrees of freedom (B. L. Welch 1947, Biometrika 34); the
 * ratio on the log scale by the delta method. Needs two stretches a side.
 */
export function independentDifferenceOfClusters(
  a: Clusters,
  b: Clusters,
  options: PairedOptions = {},
): Omit<PairedDifference, 'identical'> {
  const confidence = openUnit('confidence', options.confidence ?? 0.95)
  const sides = [sumClusters(a), sumClusters(b)] as const
  return {
    difference: estimateAt(inferDifference(...sides), confidence),
    ratio: estimateAt(inferRatio(...sides), confidence),
  }
}

function inferDifference(a: ClusterSums, b: ClusterSums): Inference {
  const n = Math.min(a.n, b.n)
  const units = Math.min(a.units, b.units)
  if (n === 0) return noInterval(null, 0, units, 'no observations on one side')
  const value = b.mean - a.mean
  if (units < 2) return noInterval(value, n, units, 'one stretch does not show the spread between stretches')
  const spread = welch(ratioVariance(a.sums, a.sizes), a.units, ratioVariance(b.sums, b.sizes), b.units)
  const method = `Welch t on ${a.units} and ${b.units} stretches`
  return { value, n, units, designEffect: null, method, caution: null, limit: (p) => value + spread(p) }
}

function inferRatio(a: ClusterSums, b: ClusterSums): Inference {
  const n = Math.min(a.n, b.n)
  const units = Math.min(a.units, b.units)
  if (n === 0) return noInterval(null, 0, units, 'no observations on one side')
  if (!(a.mean > 0 && b.mean > 0)) return noInterval(null, n, units, 'a ratio needs positive means')
  const value = b.mean / a.mean
  if (units < 2) return noInterval(value, n, units, 'one stretch does not show the spread between stretches')
  const relative = (side: ClusterSums): number => ratioVariance(side.sums, side.sizes) / side.mean ** 2
  const spread = welch(relative(a), a.units, relative(b), b.units)
  const method = `Welch t on logarithms, ${a.units} and ${b.units} stretches`
  return { value, n, units, designEffect: null, method, caution: null, limit: (p) => value * Math.exp(spread(p)) }
}

function welch(varianceA: number, unitsA: number, varianceB: number, unitsB: number): (p: number) => number {
  const variance = varianceA + varianceB
  if (variance === 0) return () => 0
  const df = variance ** 2 / (varianceA ** 2 / (unitsA - 1) + varianceB ** 2 / (unitsB - 1))
  return (p) => studentTQuantile(p, df) * Math.sqrt(variance)
}
