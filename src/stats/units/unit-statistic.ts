/**
 * A smooth statistic of independent units (stretches): its value, each unit's influence on it, and how to compute it again
 * on a resample of the units. Every interval method of this folder works on this.
 */
export type UnitStatistic = {
  readonly units: number
  readonly value: number
  /**
   * The linearised contribution of each unit to value − truth (they sum to 0): for a mean of n observations
   * (sum_s − mean · size_s) / n.
   */
  readonly influence: Float64Array
  /** The statistic on the units at `indices` (repeats allowed), with its linearised standard error there. */
  readonly evaluate: (indices: Int32Array) => { readonly value: number; readonly error: number }
}

/** The linearised standard error √(S/(S − 1) · Σ influence²) (Cochran 1977, §6.3); 0 below two units. */
export function standardError(influence: ArrayLike<number>): number {
  const units = influence.length
  if (units < 2) return 0
  let squares = 0
  for (let s = 0; s < units; s++) squares += influence[s]! ** 2
  return Math.sqrt((units / (units - 1)) * squares)
}

/** Σ x³ / (Σ x²)^1.5 of the influences: the skewness of the statistic itself, 1/√units of that of a unit. */
export function influenceSkewness(influence: Float64Array): number {
  let squares = 0
  let cubes = 0
  for (const x of influence) {
    squares += x * x
    cubes += x * x * x
  }
  return squares > 0 ? cubes / squares ** 1.5 : 0
}
