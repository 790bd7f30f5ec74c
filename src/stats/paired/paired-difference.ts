import type { Clusters } from '../clusters.ts'
import { openUnit, StatisticsError } from '../errors.ts'
import { type ClusteredEstimate, estimateAt, type Inference, noInterval } from '../estimate.ts'
import { unitLimits } from '../units/limits.ts'
import { standardError } from '../units/unit-statistic.ts'
import { pairedStatistic, type Sides, sidesOf } from './paired-statistic.ts'

/** How two scenarios over the same stretches differ; `b` against `a`. */
export type PairedDifference = {
  /** mean(b) − mean(a), in the unit of the observations. `n` is the smaller side's. */
  readonly difference: ClusteredEstimate
  /** mean(b) / mean(a). No value when mean(a) is 0. */
  readonly ratio: ClusteredEstimate
  /** Whether every observation of b equals its counterpart in a: nothing to estimate. */
  readonly identical: boolean
}

/** Options of the differences. */
export type PairedOptions = { readonly confidence?: number; readonly seed?: number }

/**
 * Difference and ratio of two means whose stretches are paired by common random numbers: `a[s]` and `b[s]` are the same
 * stretch under both scenarios. Stretches may hold different numbers of observations (a deployment that failed under one
 * only; see `pairByKey` to compare matched deployments alone); a stretch that is empty under both is left out. The
 * interval comes from whole stretches, by the method that `unitLimits` chooses. The design effect is null: pairing leaves
 * no independent sampling to compare with. Throws StatisticsError when the numbers of stretches differ.
 */
export function pairedDifferenceOfClusters(a: Clusters, b: Clusters, options: PairedOptions = {}): PairedDifference {
  if (a.length !== b.length)
    throw new StatisticsError('b', `as many stretches as a (${a.length}), paired by position`, b.length)
  const confidence = openUnit('confidence', options.confidence ?? 0.95)
  const sides = sidesOf(a, b)
  return {
    difference: estimateAt(infer(sides, 'difference', options.seed ?? 1), confidence),
    ratio: estimateAt(infer(sides, 'ratio', options.seed ?? 1), confidence),
    identical: a.every((stretch, s) => equal(stretch, b[s]!)),
  }
}

const equal = (x: readonly number[], y: readonly number[]): boolean =>
  x.length === y.length && x.every((value, i) => value === y[i])

function infer(sides: Sides, kind: 'difference' | 'ratio', seed: number): Inference {
  const { a, b, units } = sides
  const n = Math.min(a.n, b.n)
  if (n === 0) return noInterval(null, 0, units, 'no observations on one side')
  if (kind === 'ratio' && a.mean === 0) return noInterval(null, n, units, 'the first mean is 0')
  const statistic = pairedStatistic(sides, kind)
  const { value } = statistic
  if (units === 1) return noInterval(value, n, 1, 'one stretch does not show the spread between stretches')
  const shared = { value, n, units, designEffect: null }
  const scale = kind === 'ratio' ? Math.abs(value) : Math.max(Math.abs(a.mean), Math.abs(b.mean))
  if (standardError(statistic.influence) <= 1e-14 * scale)
    return { ...shared, method: 'constant: every stretch differs alike', caution: null, limit: () => value }
  return { ...shared, ...unitLimits(statistic, seed, 'paired stretches') }
}
