import { StatisticsError } from '../errors.ts'
import { normalCdf } from '../special/normal.ts'
import { doubledMidranks } from './ranks.ts'
import { type Alternative, pValue, type Tails, type TestResult } from './signed-rank.ts'

/** Up to this many values together the null distribution is counted; beyond, it is normal to three digits. */
const MOST_FOR_EXACT = 60

/**
 * The rank test of H. B. Mann & D. R. Whitney (1947, Ann. Math. Stat. 18) for two independent samples: does `b` tend to be
 * `greater` (`less`) than `a`? `statistic` is U, the number of pairs in which b exceeds a, ties counting half.
 *
 * Exact, given the ties at hand, for up to 60 values together; beyond, normal with tie-adjusted variance and continuity
 * correction. Throws StatisticsError when a sample is empty.
 */
export function mannWhitney(a: readonly number[], b: readonly number[], alternative: Alternative): TestResult {
  if (a.length === 0 || b.length === 0) throw new StatisticsError('samples', 'two samples with values', 'an empty one')
  const ranks = doubledMidranks([...a, ...b])
  let sum = 0
  for (let i = a.length; i < ranks.length; i++) sum += ranks[i]!
  const exact = ranks.length <= MOST_FOR_EXACT
  const tails = exact ? countedTails(ranks, b.length, sum) : normalTails(ranks, a.length, b.length, sum)
  return { statistic: (sum - b.length * (b.length + 1)) / 2, p: pValue(tails, alternative), exact }
}

/** Tails of the doubled rank sum of `size` of the ranks, all choices equally likely. */
function countedTails(ranks: Int32Array, size: number, observed: number): Tails {
  const top = ranks.reduce((a, r) => a + r, 0)
  // ways[k] over sums: the number of choices of k ranks with that sum. At most 60 ranks: counts stay below 2^60.
  const ways = Array.from({ length: size + 1 }, () => new Float64Array(top + 1))
  ways[0]![0] = 1
  ranks.forEach((rank, i) => {
    for (let k = Math.min(size, i + 1); k >= 1; k--) {
      const from = ways[k - 1]!
      const to = ways[k]!
      for (let s = top; s >= rank; s--) to[s] = to[s]! + from[s - rank]!
    }
  })
  let all = 0
  let atMost = 0
  let atLeast = 0
  ways[size]!.forEach((count, s) => {
    all += count
    if (s <= observed) atMost += count
    if (s >= observed) atLeast += count
  })
  return { atMost: atMost / all, atLeast: atLeast / all }
}

function normalTails(ranks: Int32Array, m: number, n: number, observed: number): Tails {
  const total = m + n
  const mean = n * (total + 1)
  const centred = ranks.reduce((a, r) => a + (r - (total + 1)) ** 2, 0)
  const sd = Math.sqrt((m * n * centred) / (total * (total - 1)))
  if (sd === 0) return { atMost: 1, atLeast: 1 }
  return { atMost: normalCdf((observed - mean + 1) / sd), atLeast: normalCdf(-(observed - mean - 1) / sd) }
}
