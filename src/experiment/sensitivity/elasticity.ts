import type { HeadlineFigure } from '../../model/elasticities.ts'
import type { ReportEstimate } from '../../model/report.ts'
import { type Clusters, pairedDifferenceOfClusters, pairedQuantileRatioOfClusters } from '../../stats/index.ts'
import type { Headline } from './headline.ts'

/** A constant's two runs: the same stretches with a little less and a little more of it. */
export interface Compared {
  readonly less: readonly Headline[]
  readonly more: readonly Headline[]
  /** Logarithm of more over less; null for a switch. */
  readonly logStep: number | null
  /** Both runs gave the bytes of the unchanged scenario in every stretch. */
  readonly same: boolean
  /** Of the resampling. */
  readonly seed: number
}

/**
 * Elasticities of the headline figures: (ln figure with more − ln figure with less) / (ln more − ln less), the central
 * difference of a derivative of logarithms. Both runs use the same random numbers, and intervals come from whole stretches.
 */
export function elasticitiesOf(compared: Compared): Record<HeadlineFigure, ReportEstimate> {
  const durations = sides(compared, 'durations')
  return {
    'deployment.duration': elasticity(compared, durations, mean),
    'deployment.duration.p95': elasticity(compared, durations, p95),
    'change.failure.rate': elasticity(compared, sides(compared, 'failures'), mean),
    'recovery.duration': elasticity(compared, sides(compared, 'recoveries'), mean),
  }
}

interface Sides {
  readonly less: Clusters
  readonly more: Clusters
}

const sides = ({ less, more }: Compared, of: keyof Headline): Sides => ({
  less: less.map((stretch) => stretch[of]),
  more: more.map((stretch) => stretch[of]),
})

/** The ratio of a statistic, more over less, with its interval. */
type Ratio = (sides: Sides, seed: number) => ReportEstimate

const mean: Ratio = ({ less, more }, seed) => pairedDifferenceOfClusters(less, more, { seed }).ratio
const p95: Ratio = ({ less, more }, seed) => pairedQuantileRatioOfClusters(less, more, 0.95, { seed })

function elasticity({ same, logStep, seed }: Compared, compared: Sides, ratioOf: Ratio): ReportEstimate {
  const n = Math.min(count(compared.less), count(compared.more))
  if (n === 0) return { value: null, low: null, high: null, n }
  if (same) return { value: 0, low: 0, high: 0, n }
  // Nothing differed here, though something did elsewhere: a rare influence cannot be bounded by what did not happen.
  if (equal(compared.less, compared.more)) return { value: 0, low: null, high: null, n }
  const { value, low, high } = ratioOf(compared, seed)
  const scaled = (ratio: number | null): number | null => {
    if (ratio === null || ratio <= 0) return null
    return rounded(logStep === null ? 100 * (ratio - 1) : Math.log(ratio) / logStep)
  }
  return { value: scaled(value), low: scaled(low), high: scaled(high), n }
}

const count = (clusters: Clusters): number => clusters.reduce((sum, cluster) => sum + cluster.length, 0)

const equal = (a: Clusters, b: Clusters): boolean =>
  a.every((cluster, s) => cluster.length === b[s]?.length && cluster.every((value, i) => value === b[s]?.[i]))

/** Four decimals: finer than any interval. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000 + 0
