import { generator } from '../generator.ts'
import type { UnitStatistic } from './unit-statistic.ts'

/** Resamples of a bootstrap interval: the ends of a 95 % interval then move by about 3 % of its width between seeds. */
export const RESAMPLES = 2_000

/** `of` the statistic on each of `count` resamples of its units with replacement, sorted ascending. */
export function resampled(
  statistic: UnitStatistic,
  seed: number,
  count: number,
  of: (on: { readonly value: number; readonly error: number }) => number,
): Float64Array {
  const uniform = generator(seed)
  const { units, evaluate } = statistic
  const values = new Float64Array(count)
  const indices = new Int32Array(units)
  for (let b = 0; b < count; b++) {
    for (let i = 0; i < units; i++) indices[i] = Math.floor(uniform() * units)
    values[b] = of(evaluate(indices))
  }
  return values.sort()
}

/** The quantile of sorted resampled values at `level`: position (B + 1)·level, linear between neighbours. */
export function resampledQuantile(sorted: Float64Array, level: number): number {
  const position = Math.min(sorted.length, Math.max(1, (sorted.length + 1) * level)) - 1
  const floor = Math.floor(position)
  const from = sorted[floor]!
  if (position === floor) return from
  return from + (sorted[floor + 1]! - from) * (position - floor)
}
