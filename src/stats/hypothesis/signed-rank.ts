import { normalCdf, normalQuantile } from '../special/normal.ts'
import { doubledMidranks } from './ranks.ts'

/** What is to be shown: the differences tend to be above 0, below 0, or either. */
export type Alternative = 'greater' | 'less' | 'two-sided'

/** The outcome of a rank test. */
export type TestResult = {
  /** The test statistic (which one: see the function). */
  readonly statistic: number
  readonly p: number
  /** Whether p was counted from the whole null distribution (true) or comes from its normal approximation. */
  readonly exact: boolean
}

/** Up to here the null distribution is counted exactly; beyond, the normal approximation errs by less than 1e-4. */
const MOST_FOR_EXACT = 200

/**
 * F. Wilcoxon's signed-rank test (1945, Biometrics Bulletin 1) that paired differences are symmetric about 0. `statistic`
 * is W+, the sum of the ranks of the positive differences.
 *
 * Ties share midranks; zeros are ranked and then left out (J. W. Pratt 1959, JASA 54: dropping them first can reverse a
 * decision). With both, p stays exact: the distribution is counted over the signs of the ranks at hand. Up to 200
 * differences; beyond, normal with tie-adjusted variance and continuity correction. Nothing but zeros gives p = 1.
 */
export function signedRank(differences: readonly number[], alternative: Alternative): TestResult {
  const ranks = doubledMidranks(differences.map(Math.abs))
  const kept: number[] = []
  let positive = 0
  differences.forEach((d, i) => {
    if (d === 0) return
    kept.push(ranks[i]!)
    if (d > 0) positive += ranks[i]!
  })
  const exact = kept.length <= MOST_FOR_EXACT
  const tails = exact ? countedTails(kept, positive) : normalTails(kept, positive)
  return { statistic: positive / 2, p: pValue(tails, alternative), exact }
}

/** P(W <= w) and P(W >= w). */
export type Tails = { readonly atMost: number; readonly atLeast: number }

/** p from both tails; two-sided is twice the smaller one. */
export function pValue({ atMost, atLeast }: Tails, alternative: Alternative): number {
  if (alternative === 'greater') return Math.min(1, atLeast)
  if (alternative === 'less') return Math.min(1, atMost)
  return Math.min(1, 2 * Math.min(atMost, atLeast))
}

/** P(W+ = w) for w = 0 … Σ ranks when each (whole) rank is positive with probability ½, independently. */
export function signedRankDistribution(ranks: readonly number[]): Float64Array {
  const probabilities = new Float64Array(ranks.reduce((a, r) => a + r, 0) + 1)
  probabilities[0] = 1
  let top = 0
  for (const rank of ranks) {
    top += rank
    // Downwards, so that probabilities[w - rank] is still the one without this rank.
    for (let w = top; w >= 0; w--)
      probabilities[w] = (probabilities[w]! + (w >= rank ? probabilities[w - rank]! : 0)) / 2
  }
  return probabilities
}

/** The smallest w with P(W+ >= w) <= alpha for n differences without ties or zeros; null when not even n(n + 1)/2 is. */
export function signedRankCritical(n: number, alpha: number): number | null {
  if (n > MOST_FOR_EXACT) {
    const mean = (n * (n + 1)) / 4
    const sd = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)
    return Math.ceil(mean - normalQuantile(alpha) * sd + 0.5)
  }
  const probabilities = signedRankDistribution(Array.from({ length: n }, (_, i) => i + 1))
  let sum = 0
  for (let w = probabilities.length - 1; w >= 0; w--) {
    sum += probabilities[w]!
    if (sum > alpha) return w === probabilities.length - 1 ? null : w + 1
  }
  return 0
}

function countedTails(ranks: readonly number[], positive: number): Tails {
  const probabilities = signedRankDistribution(ranks)
  let atMost = 0
  let atLeast = 0
  for (let w = 0; w < probabilities.length; w++) {
    if (w <= positive) atMost += probabilities[w]!
    if (w >= positive) atLeast += probabilities[w]!
  }
  return { atMost, atLeast }
}

function normalTails(ranks: readonly number[], positive: number): Tails {
  const mean = ranks.reduce((a, r) => a + r, 0) / 2
  const sd = Math.sqrt(ranks.reduce((a, r) => a + r * r, 0)) / 2
  // Doubled ranks: the continuity correction of ½ is 1 here.
  return { atMost: normalCdf((positive - mean + 1) / sd), atLeast: normalCdf(-(positive - mean - 1) / sd) }
}
