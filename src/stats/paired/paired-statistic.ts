import type { Clusters } from '../clusters.ts'
import { standardError, type UnitStatistic } from '../units/unit-statistic.ts'

/** Sums and sizes of one side's stretches, and its mean over all observations. */
type Side = { readonly sums: Float64Array; readonly sizes: Float64Array; readonly n: number; readonly mean: number }

/** Two sides of the same stretches; a stretch may be empty on one side. */
export type Sides = { readonly a: Side; readonly b: Side; readonly units: number }

/** Sums by stretch; stretches that are empty on both sides are left out. */
export function sidesOf(a: Clusters, b: Clusters): Sides {
  const kept = a.map((_, s) => s).filter((s) => a[s]!.length + b[s]!.length > 0)
  const side = (clusters: Clusters): Side => {
    const sums = Float64Array.from(kept, (s) => clusters[s]!.reduce((sum, x) => sum + x, 0))
    const sizes = Float64Array.from(kept, (s) => clusters[s]!.length)
    const n = sizes.reduce((x, y) => x + y, 0)
    return { sums, sizes, n, mean: n === 0 ? 0 : sums.reduce((x, y) => x + y, 0) / n }
  }
  return { a: side(a), b: side(b), units: kept.length }
}

/** mean(b) − mean(a), or mean(b) / mean(a), as a statistic of the stretches (Cochran 1977, §6.4–6.5). */
export function pairedStatistic({ a, b, units }: Sides, kind: 'difference' | 'ratio'): UnitStatistic {
  const residuals = (side: Side): Float64Array => side.sums.map((sum, s) => sum - side.mean * side.sizes[s]!)
  const da = residuals(a)
  const db = residuals(b)
  const combine = (x: number, y: number): number => (kind === 'difference' ? y - x : y / x)
  // Derivatives of the combination: −1 and 1 for the difference, −y/x² and 1/x for the ratio.
  const slopeA = (x: number, y: number): number => (kind === 'difference' ? -1 : -y / (x * x))
  const slopeB = (x: number): number => (kind === 'difference' ? 1 : 1 / x)
  const influence = da.map((d, s) => (slopeA(a.mean, b.mean) * d) / a.n + (slopeB(a.mean) * db[s]!) / b.n)
  const onResample = new Float64Array(units)
  const evaluate = (indices: Int32Array): { value: number; error: number } => {
    const [offsetA, sizeA] = offset(indices, da, a.sizes)
    const [offsetB, sizeB] = offset(indices, db, b.sizes)
    const [x, y] = [a.mean + offsetA, b.mean + offsetB]
    const [perA, perB] = [slopeA(x, y) / sizeA, slopeB(x) / sizeB]
    for (let i = 0; i < indices.length; i++) {
      const s = indices[i]!
      onResample[i] = perA * (da[s]! - offsetA * a.sizes[s]!) + perB * (db[s]! - offsetB * b.sizes[s]!)
    }
    return { value: combine(x, y), error: standardError(onResample) }
  }
  return { units, value: combine(a.mean, b.mean), influence, evaluate }
}

/** By how much a resample's mean differs from the whole side's, and its number of observations. */
function offset(indices: Int32Array, residuals: Float64Array, sizes: Float64Array): [number, number] {
  let d = 0
  let size = 0
  for (let i = 0; i < indices.length; i++) {
    d += residuals[indices[i]!]!
    size += sizes[indices[i]!]!
  }
  return [d / size, size]
}
