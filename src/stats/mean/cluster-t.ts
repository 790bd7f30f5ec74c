import { type ClusterSums, ratioVariance } from '../clusters.ts'
import { studentTQuantile } from '../special/student-t.ts'

/**
 * Student's t bounds of the mean with the linearised cluster variance and units − 1 degrees of freedom (Cochran 1977, §6.3):
 * with one observation a cluster it is the textbook t interval. Needs two units.
 */
export function clusterTLimits(clusters: ClusterSums): (p: number) => number {
  const error = Math.sqrt(ratioVariance(clusters.sums, clusters.sizes))
  return (p) => clusters.mean + studentTQuantile(p, clusters.units - 1) * error
}
