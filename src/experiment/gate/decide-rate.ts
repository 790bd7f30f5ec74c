import type { Sides } from '../../analysis/index.ts'
import {
  type Clusters,
  pairedDifferenceOfClusters,
  pairedPermutation,
  rateOfClusters,
  upperRate,
} from '../../stats/index.ts'
import type { Decision } from './decide-mean.ts'
import type { MetricSettings } from './gate-settings.ts'

/**
 * Decides on a failure rate from the deployments that changed sides. Few do, so no interval of the ratio would ever be narrow
 * enough; but each of them is known, because the draws are the same:
 *
 * - regression: by stretch, so many more fail newly than no longer fail that tossing a coin for each stretch would hardly
 *   give as much (exact sign-flip test);
 * - pass: the Clopper–Pearson upper bound of the share that fails newly, at its effective n, is below the concern. The rate
 *   cannot have risen by more than that share.
 */
export function decideRate(sides: Sides, newly: Clusters, settings: MetricSettings): Decision {
  const { confidence, rateConcern, seed } = settings
  const paired = pairedDifferenceOfClusters(sides.a, sides.b, { confidence: 2 * confidence - 1, seed })
  const { difference, ratio, identical } = paired
  if (identical) return { status: 'identical', difference, ratio, needed: null }
  if (significantlyMore(sides, 1 - confidence, seed)) return { status: 'regression', difference, ratio, needed: null }
  const counts = newly.map((stretch) => ({ count: sum(stretch), n: stretch.length }))
  const { value, n, effectiveN } = rateOfClusters(counts)
  if (value === null || effectiveN === null) return { status: 'inconclusive', difference, ratio, needed: null }
  const bound = (size: number): number => upperRate(value * size, size, confidence)
  if (bound(effectiveN) <= rateConcern) return { status: 'pass', difference, ratio, needed: null }
  return {
    status: 'inconclusive',
    difference,
    ratio,
    needed: further(n, (m) => bound((effectiveN * m) / n) <= rateConcern),
  }
}

function significantlyMore({ a, b }: Sides, alpha: number, seed: number): boolean {
  const net = a.map((stretch, s) => sum(b[s] ?? []) - sum(stretch)).filter((difference) => difference !== 0)
  return net.length > 0 && pairedPermutation(net, { alternative: 'greater', permutations: 9_999, seed }).p <= alpha
}

/** Deployments beyond `n` until `enough` of them; null when not even a thousand times as many are. */
function further(n: number, enough: (m: number) => boolean): number | null {
  for (let m = n; m <= 1_000 * n; m *= 1.1) if (enough(m)) return Math.max(1, Math.ceil(m - n))
  return null
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
