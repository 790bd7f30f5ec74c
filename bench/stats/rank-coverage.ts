import { walshRank } from '../../src/stats/hypothesis/hodges-lehmann.ts'
import { signedRankDistribution } from '../../src/stats/hypothesis/signed-rank.ts'
import { hodgesLehmann } from '../../src/stats/index.ts'
import type { Draws } from './draws.ts'
import { percent, table } from './markdown.ts'

/** The exact coverage of the Walsh-average interval for symmetric differences: 1 − 2 P(W+ <= k); 1 without an interval. */
export function walshCoverage(n: number, confidence: number): number {
  const k = walshRank(n, (1 - confidence) / 2)
  if (k === null) return 1
  const probabilities = signedRankDistribution(Array.from({ length: n }, (_, i) => i + 1))
  return 1 - 2 * probabilities.slice(0, k + 1).reduce((a, p) => a + p, 0)
}

/** Simulated coverage on symmetric log ratios of two noisy runs: 5 % noise each, one run in twenty 50 % slower. */
export function pairedRatioCoverage(draws: Draws, n: number, repetitions: number): number {
  const run = () => draws.lognormal(0.05) * (draws.uniform() < 0.05 ? 1.5 : 1)
  let covered = 0
  for (let r = 0; r < repetitions; r++) {
    const truth = Math.log(1.05)
    const { low, high } = hodgesLehmann(Array.from({ length: n }, () => truth + Math.log(run() / run())))
    if ((low === null || low <= truth) && (high === null || truth <= high)) covered++
  }
  return covered / repetitions
}

/** The signed-rank interval, as markdown. */
export function rankTable(draws: Draws, repetitions: number): string {
  const rows = [5, 6, 10, 30, 100, 200].map((n) => [
    n,
    percent(walshCoverage(n, 0.95)),
    percent(pairedRatioCoverage(draws, n, n > 100 ? Math.ceil(repetitions / 4) : repetitions)),
  ])
  return table(
    'Hodges–Lehmann interval of paired log ratios (95 %)',
    ['pairs', 'exact', 'simulated with 5 % spikes'],
    rows,
  )
}
