import type { HeadlineFigure } from '../../model/elasticities.ts'
import type { ReportEstimate } from '../../model/report.ts'
import { type Clusters, pairedLogRatioOfClusters, pairedQuantileRatioOfClusters } from '../../stats/index.ts'
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
  const rate = { ...mean, whenNothingDiffers: eventsThatDidNotHappen }
  return {
    'deployment.duration': elasticity(compared, durations, mean),
    'deployment.duration.p95': elasticity(compared, durations, p95),
    'change.failure.rate': elasticity(compared, sides(compared, 'failures'), rate),
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

type Interval = Omit<ReportEstimate, 'n'>

/** How a figure of one run compares with that of the other. */
interface Comparison {
  /** Logarithm of the ratio, more over less, with its interval. */
  readonly logRatio: (sides: Sides, seed: number) => Interval
  /** The same where every deployment has the same value in both, although something else about them differs. */
  readonly whenNothingDiffers: (sides: Sides) => Interval
}

/** Nothing bounds how much a rare influence would change that did not occur. */
const unbounded = (): Interval => ({ value: 0, low: null, high: null })

const mean: Comparison = {
  logRatio: ({ less, more }) => pairedLogRatioOfClusters(less, more),
  whenNothingDiffers: unbounded,
}

const p95: Comparison = {
  logRatio: ({ less, more }, seed) => {
    const { value, low, high } = pairedQuantileRatioOfClusters(less, more, 0.95, { seed })
    const log = (ratio: number | null): number | null => (ratio === null || ratio <= 0 ? null : Math.log(ratio))
    return { value: log(value), low: log(low), high: log(high) }
  },
  whenNothingDiffers: unbounded,
}

/** The largest expectation that a Poisson count of 0 leaves plausible, two-sided at 95 %: −ln 0.025. */
const UNSEEN = 3.69

/** A rate whose events were the same ones could have had that many more, or less: so many are hidden by chance. */
function eventsThatDidNotHappen({ less }: Sides): Interval {
  const events = less.reduce((sum, stretch) => sum + stretch.reduce((inside, x) => inside + x, 0), 0)
  if (events === 0) return { value: null, low: null, high: null }
  const bound = Math.log1p(UNSEEN / events)
  return { value: 0, low: -bound, high: bound }
}

function elasticity({ same, logStep, seed }: Compared, compared: Sides, by: Comparison): ReportEstimate {
  const n = Math.min(count(compared.less), count(compared.more))
  if (n === 0) return { value: null, low: null, high: null, n }
  if (same) return { value: 0, low: 0, high: 0, n }
  const interval = equal(compared.less, compared.more) ? by.whenNothingDiffers(compared) : by.logRatio(compared, seed)
  const scaled = (log: number | null): number | null => {
    if (log === null) return null
    return rounded(logStep === null ? 100 * Math.expm1(log) : log / logStep)
  }
  return { value: scaled(interval.value), low: scaled(interval.low), high: scaled(interval.high), n }
}

const count = (clusters: Clusters): number => clusters.reduce((sum, cluster) => sum + cluster.length, 0)

const equal = (a: Clusters, b: Clusters): boolean =>
  a.every((cluster, s) => cluster.length === b[s]?.length && cluster.every((value, i) => value === b[s]?.[i]))

/** Four decimals: finer than any interval. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000 + 0
