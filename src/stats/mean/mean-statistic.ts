import type { ClusterSums } from '../clusters.ts'
import type { UnitStatistic } from '../units/unit-statistic.ts'

/** The mean over all observations as a statistic of their clusters: the ratio Σ sums / Σ sizes. */
export function meanStatistic({ sums, sizes, units, n, mean }: ClusterSums): UnitStatistic {
  // Residuals instead of sums: times of 10⁶ ms that hardly vary would lose their variance in squares of sums.
  const residuals = sums.map((sum, s) => sum - mean * sizes[s]!)
  const evaluate = (indices: Int32Array): { value: number; error: number } => {
    let d = 0
    let m = 0
    let dd = 0
    let dm = 0
    let mm = 0
    for (let i = 0; i < indices.length; i++) {
      const residual = residuals[indices[i]!]!
      const size = sizes[indices[i]!]!
      d += residual
      m += size
      dd += residual * residual
      dm += residual * size
      mm += size * size
    }
    const offset = d / m
    const squares = Math.max(0, dd - 2 * offset * dm + offset * offset * mm)
    return { value: mean + offset, error: Math.sqrt((units / (units - 1)) * squares) / m }
  }
  return { units, value: mean, influence: residuals.map((d) => d / n), evaluate }
}
