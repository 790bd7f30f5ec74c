import type { ClusterSums } from '../clusters.ts'
import { generator } from '../generator.ts'
import { bcaLimits, resample } from './bca.ts'

/** Resamples of a BCa interval: the ends of a 95 % interval then move by less than a tenth of its width between seeds. */
export const RESAMPLES = 2_000

/** BCa bounds of the mean of clustered observations; whole clusters are resampled, as (sum, size) pairs. */
export function bootstrapMeanLimits(
  clusters: ClusterSums,
  seed: number,
  resamples: number = RESAMPLES,
): (p: number) => number {
  const { sums, sizes, units, n, mean } = clusters
  const sorted = resample(units, resamples, generator(seed), (indices) => {
    let sum = 0
    let size = 0
    for (let i = 0; i < indices.length; i++) {
      const s = indices[i]!
      sum += sums[s]!
      size += sizes[s]!
    }
    return sum / size
  })
  const total = mean * n
  const jackknife = new Float64Array(units)
  for (let s = 0; s < units; s++) jackknife[s] = (total - sums[s]!) / (n - sizes[s]!)
  return bcaLimits({ value: mean, sorted, jackknife })
}
