import type { Generator } from '../generator.ts'
import { normalCdf, normalQuantile } from '../special/normal.ts'

/** A statistic of a resample of units, given how the resample is drawn: see `bcaLimits`. */
export type Resampled = {
  /** The statistic on all units. */
  readonly value: number
  /** Its values on resamples of the units, sorted ascending. */
  readonly sorted: Float64Array
  /** Its values with one unit left out, for the acceleration. */
  readonly jackknife: Float64Array
}

/**
 * Bounds by the bias-corrected and accelerated bootstrap (B. Efron 1987, JASA 82; Efron & Tibshirani 1993, §14.3): the
 * returned function gives the point below which the parameter lies with confidence p. Ties between resamples and the
 * value count half in the bias correction.
 */
export function bcaLimits({ value, sorted, jackknife }: Resampled): (p: number) => number {
  const B = sorted.length
  let below = 0
  for (const x of sorted) below += x < value ? 1 : x === value ? 0.5 : 0
  const bias = normalQuantile(Math.min(1 - 0.5 / B, Math.max(0.5 / B, below / B)))
  const acceleration = jackknifeAcceleration(jackknife)
  return (p) => {
    const z = bias + normalQuantile(p)
    const level = normalCdf(bias + z / (1 - acceleration * z))
    return interpolated(sorted, level)
  }
}

/** Σ (mean − x_i)³ / 6 (Σ (mean − x_i)²)^1.5 over leave-one-out values: one sixth of the influence function's skewness. */
export function jackknifeAcceleration(values: Float64Array): number {
  let mean = 0
  for (const x of values) mean += x / values.length
  let squares = 0
  let cubes = 0
  for (const x of values) {
    const d = mean - x
    squares += d * d
    cubes += d * d * d
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0
}

/** `count` values of `statistic`, each over a resample of `units` units with replacement (indices), sorted. */
export function resample(
  units: number,
  count: number,
  uniform: Generator,
  statistic: (indices: Int32Array) => number,
): Float64Array {
  const values = new Float64Array(count)
  const indices = new Int32Array(units)
  for (let b = 0; b < count; b++) {
    for (let i = 0; i < units; i++) indices[i] = Math.floor(uniform() * units)
    values[b] = statistic(indices)
  }
  return values.sort()
}

/** The quantile of sorted values at `level` with positions (B + 1)·level, linear between neighbours. */
function interpolated(sorted: Float64Array, level: number): number {
  const position = Math.min(sorted.length, Math.max(1, (sorted.length + 1) * level)) - 1
  const floor = Math.floor(position)
  const from = sorted[floor]!
  const to = sorted[Math.min(sorted.length - 1, floor + 1)]!
  return from + (to - from) * (position - floor)
}
