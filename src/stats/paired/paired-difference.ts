import { type ClusterSums, type Clusters, ratioVariance, sumClusters } from '../clusters.ts'
import { openUnit, StatisticsError } from '../errors.ts'
import { type ClusteredEstimate, estimateAt, type Inference, noInterval } from '../estimate.ts'
import { generator } from '../generator.ts'
import { bcaLimits, resample } from '../mean/bca.ts'
import { RESAMPLES } from '../mean/bootstrap-mean.ts'
import { studentTQuantile } from '../special/student-t.ts'

/** How two scenarios over the same stretches differ; `b` against `a`. */
export type PairedDifference = {
  /** mean(b) − mean(a), in the unit of the observations. */
  readonly difference: ClusteredEstimate
  /** mean(b) / mean(a). No interval when mean(a) is 0. */
  readonly ratio: ClusteredEstimate
  /** Whether every observation of b equals its counterpart in a: nothing to estimate. */
  readonly identical: boolean
}

/** Options of `pairedDifferenceOfClusters`. */
export type PairedOptions = { readonly confidence?: number; readonly seed?: number }

/**
 * Difference and ratio of two means whose stretches are paired by common random numbers: `a[s]` and `b[s]` are the same
 * stretch under both scenarios. Stretches may hold different numbers of observations (a deployment that failed under one
 * only); a stretch that is empty under both is left out. Whole stretches are resampled together (BCa), or below 10 of
 * them Student's t on the linearised stretch differences is used (Cochran 1977, §6.4). Throws StatisticsError when the
 * numbers of stretches differ.
 */
export function pairedDifferenceOfClusters(a: Clusters, b: Clusters, options: PairedOptions = {}): PairedDifference {
  if (a.length !== b.length)
    throw new StatisticsError('b', `as many stretches as a (${a.length}), paired by position`, b.length)
  const confidence = openUnit('confidence', options.confidence ?? 0.95)
  const pairs = pairUp(a, b)
  const identical = a.every(
    (stretch, s) => stretch.length === b[s]!.length && stretch.every((x, i) => Object.is(x, b[s]![i])),
  )
  return {
    difference: estimateAt(infer(pairs, 'difference', options.seed ?? 1), confidence),
    ratio: estimateAt(infer(pairs, 'ratio', options.seed ?? 1), confidence),
    identical,
  }
}

type Side = { readonly sums: Float64Array; readonly sizes: Float64Array; readonly n: number; readonly mean: number }
type Pairs = { readonly a: Side; readonly b: Side; readonly units: number }

function pairUp(a: Clusters, b: Clusters): Pairs {
  const kept = a.map((_, s) => s).filter((s) => a[s]!.length + b[s]!.length > 0)
  const side = (clusters: Clusters): Side => {
    const { n, mean }: ClusterSums = sumClusters(clusters)
    const sums = Float64Array.from(kept, (s) => clusters[s]!.reduce((sum, x) => sum + x, 0))
    return { sums, sizes: Float64Array.from(kept, (s) => clusters[s]!.length), n, mean }
  }
  return { a: side(a), b: side(b), units: kept.length }
}

function infer({ a, b, units }: Pairs, kind: 'difference' | 'ratio', seed: number): Inference {
  const n = Math.min(a.n, b.n)
  if (n === 0) return noInterval(null, 0, units, 'no observations on one side')
  if (kind === 'ratio' && a.mean === 0) return noInterval(null, n, units, 'the first mean is 0')
  const combine = kind === 'difference' ? (x: number, y: number) => y - x : (x: number, y: number) => y / x
  const value = combine(a.mean, b.mean)
  if (units === 1) return noInterval(value, n, 1, 'one stretch does not show the spread between stretches')
  const error = Math.sqrt(linearisedVariance(a, b, units, kind))
  const shared = { value, n, units, designEffect: null, caution: null }
  if (error <= Number.EPSILON * Math.abs(value))
    return { ...shared, method: 'constant: every stretch differs alike', limit: () => value }
  if (units < 10)
    return {
      ...shared,
      method: `t on ${units} paired stretches`,
      limit: (p) => value + studentTQuantile(p, units - 1) * error,
    }
  return {
    ...shared,
    method: `BCa bootstrap over ${units} paired stretches`,
    limit: bootstrapLimits(a, b, units, combine, seed),
  }
}

/** Variance of the difference (or ratio) of the two ratio estimators from the stretches' joint residuals. */
function linearisedVariance(a: Side, b: Side, units: number, kind: 'difference' | 'ratio'): number {
  const residuals = new Float64Array(units)
  for (let s = 0; s < units; s++) {
    const da = (a.sums[s]! - a.mean * a.sizes[s]!) / a.n
    const db = (b.sums[s]! - b.mean * b.sizes[s]!) / b.n
    residuals[s] = kind === 'difference' ? db - da : (db - (b.mean / a.mean) * da) / a.mean
  }
  // With unit sizes the ratio estimator's variance is that of a mean of residuals; the sum's is units² times as large.
  return ratioVariance(residuals, new Float64Array(units).fill(1)) * units * units
}

function bootstrapLimits(
  a: Side,
  b: Side,
  units: number,
  combine: (x: number, y: number) => number,
  seed: number,
): (p: number) => number {
  const value = combine(a.mean, b.mean)
  const sorted = resample(units, RESAMPLES, generator(seed), (indices) => {
    let sumA = 0
    let sizeA = 0
    let sumB = 0
    let sizeB = 0
    for (let i = 0; i < indices.length; i++) {
      const s = indices[i]!
      sumA += a.sums[s]!
      sizeA += a.sizes[s]!
      sumB += b.sums[s]!
      sizeB += b.sizes[s]!
    }
    const resampled = combine(sumA / sizeA, sumB / sizeB)
    // A resample without any observation on one side (0 / 0) says nothing; it stands at the value.
    return Number.isFinite(resampled) ? resampled : value
  })
  const jackknife = new Float64Array(units)
  for (let s = 0; s < units; s++) {
    const left = combine(
      (a.mean * a.n - a.sums[s]!) / (a.n - a.sizes[s]!),
      (b.mean * b.n - b.sums[s]!) / (b.n - b.sizes[s]!),
    )
    jackknife[s] = Number.isFinite(left) ? left : value
  }
  return bcaLimits({ value, sorted, jackknife })
}
