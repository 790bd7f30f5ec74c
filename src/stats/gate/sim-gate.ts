import type { Clusters } from '../clusters.ts'
import { openUnit } from '../errors.ts'
import { pairedPermutation } from '../hypothesis/permutation.ts'
import { type PairedDifference, pairedDifferenceOfClusters } from '../paired/paired-difference.ts'
import { neededForReach } from '../verdict/needed.ts'

/** Settings of the gate between two simulated versions. */
export type SimGateOptions = {
  /** One-sided confidence of each bound; 0.99. */
  readonly confidence?: number
  /** A regression when the ratio is shown to be above this; 1: any slowdown, for the simulator has no noise to hide in. */
  readonly leastRatio?: number
  /** A pass when the ratio is shown to be below this; 1.01. */
  readonly concern?: number
  readonly seed?: number
}

/** The decision between two simulated versions, `b` against `a`. */
export type SimGateDecision = PairedDifference & {
  readonly status: 'identical' | 'regression' | 'pass' | 'inconclusive'
  /** Further deployments until the interval decides if the ratio stays; null when decided or unknown. */
  readonly needed: number | null
}

/**
 * The regression gate for sim against sim: the same stretches under common random numbers, paired. Equal observations are
 * `identical`; otherwise the interval of mean(b) / mean(a) decides: above `leastRatio` a regression, below `concern` a
 * pass, else inconclusive (see `pairedDifferenceOfClusters`). The tail of that interval is not exact; so a regression also has
 * to pass the sign-flip test over stretches, which is. Runs should be spread over ten stretches or more: both are as sure as
 * the number of stretches allows.
 */
export function decideSimGate(a: Clusters, b: Clusters, options: SimGateOptions = {}): SimGateDecision {
  const { leastRatio = 1, concern = 1.01, seed = 1 } = options
  const oneSided = openUnit('confidence', options.confidence ?? 0.99)
  const paired = pairedDifferenceOfClusters(a, b, { confidence: 2 * oneSided - 1, seed })
  if (paired.identical) return { ...paired, status: 'identical', needed: null }
  const { value, low, high, n } = paired.ratio
  if (low !== null && low > leastRatio) {
    const status = isSlower(a, b, 1 - oneSided, seed) ? 'regression' : 'inconclusive'
    return { ...paired, status, needed: null }
  }
  if (high !== null && high < concern) return { ...paired, status: 'pass', needed: null }
  if (value === null || low === null || high === null) return { ...paired, status: 'inconclusive', needed: null }
  // Either decision would do; the nearer one comes first.
  const toRegression = neededForReach(n, value - low, value - leastRatio)
  const toPass = neededForReach(n, high - value, concern - value)
  const needed = [toRegression, toPass].filter((m) => m !== null)
  return { ...paired, status: 'inconclusive', needed: needed.length > 0 ? Math.min(...needed) : null }
}

/** Whether more stretches are slower, or by more, than fair coins would give; where so few differ that no coins could, all are. */
function isSlower(a: Clusters, b: Clusters, alpha: number, seed: number): boolean {
  const differences = a.flatMap((stretch, s) => {
    const other = b[s]!
    const difference = stretch.length === 0 || other.length === 0 ? 0 : mean(other) - mean(stretch)
    return difference === 0 ? [] : [difference]
  })
  if (differences.length === 0) return true
  const { p } = pairedPermutation(differences, { alternative: 'greater', permutations: 9_999, seed })
  return p <= Math.max(alpha, 2 ** -differences.length)
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
