import type { Clusters } from '../clusters.ts'
import { openUnit, StatisticsError } from '../errors.ts'
import { type ClusteredEstimate, estimateAt, type Inference, noInterval } from '../estimate.ts'
import { generator } from '../generator.ts'
import { quantileRank } from '../quantile/order-statistics.ts'
import { RESAMPLES, resampledQuantile } from '../units/resample.ts'
import type { PairedOptions } from './paired-difference.ts'

/**
 * The q-quantile of `b` over that of `a`, two scenarios whose stretches are paired by common random numbers (`a[s]` and
 * `b[s]` are the same stretch). The interval is that of the percentile bootstrap (Efron & Tibshirani 1993, §13.3): whole
 * stretches are drawn, the same ones for both sides, so that what the two have in common cancels. A quantile is no smooth
 * statistic, for which the studentised bootstrap of the means would need a density. Needs two stretches, and a quantile of
 * `a` above 0. Throws StatisticsError when the numbers of stretches differ.
 */
export function pairedQuantileRatioOfClusters(
  a: Clusters,
  b: Clusters,
  q: number,
  options: PairedOptions = {},
): ClusteredEstimate {
  openUnit('q', q)
  if (a.length !== b.length)
    throw new StatisticsError('b', `as many stretches as a (${a.length}), paired by position`, b.length)
  return estimateAt(infer(a, b, q, options.seed ?? 1), openUnit('confidence', options.confidence ?? 0.95))
}

function infer(a: Clusters, b: Clusters, q: number, seed: number): Inference {
  const kept = a.map((_, s) => s).filter((s) => a[s]!.length + b[s]!.length > 0)
  const units = kept.length
  const [from, to] = [pooled(kept.map((s) => a[s]!)), pooled(kept.map((s) => b[s]!))]
  const n = Math.min(from.values.length, to.values.length)
  if (n === 0) return noInterval(null, 0, units, 'no observations on one side')
  const once = new Uint32Array(units).fill(1)
  const base = weightedQuantile(from, once, q)
  if (!(base > 0)) return noInterval(null, n, units, 'a ratio needs a first quantile above 0')
  const value = weightedQuantile(to, once, q) / base
  if (units === 1) return noInterval(value, n, 1, 'one stretch does not show the spread between stretches')
  const uniform = generator(seed)
  const ratios = new Float64Array(RESAMPLES)
  const drawn = new Uint32Array(units)
  for (let r = 0; r < RESAMPLES; r++) {
    drawn.fill(0)
    for (let i = 0; i < units; i++) drawn[Math.floor(uniform() * units)]!++
    const ratio = weightedQuantile(to, drawn, q) / weightedQuantile(from, drawn, q)
    // A resample in which one side has nothing says nothing against the value.
    ratios[r] = Number.isFinite(ratio) ? ratio : value
  }
  ratios.sort()
  const method = `percentile bootstrap over ${units} paired stretches`
  const limit = (p: number): number => resampledQuantile(ratios, p)
  return { value, n, units, designEffect: null, method, caution: null, limit }
}

/** All observations in ascending order, each with the stretch that it comes from. */
interface Pooled {
  readonly values: Float64Array
  readonly stretches: Uint32Array
}

function pooled(clusters: Clusters): Pooled {
  const all = clusters.flatMap((cluster, s) => cluster.map((value) => ({ value, s })))
  all.sort((x, y) => x.value - y.value || x.s - y.s)
  return { values: Float64Array.from(all, ({ value }) => value), stretches: Uint32Array.from(all, ({ s }) => s) }
}

/** The quantile when stretch s counts `times[s]` times; NaN when nothing is left. */
function weightedQuantile({ values, stretches }: Pooled, times: Uint32Array, q: number): number {
  let n = 0
  for (let i = 0; i < values.length; i++) n += times[stretches[i]!]!
  if (n === 0) return Number.NaN
  const rank = quantileRank(n, q)
  let seen = 0
  for (let i = 0; i < values.length; i++) {
    seen += times[stretches[i]!]!
    if (seen >= rank) return values[i]!
  }
  return Number.NaN
}
