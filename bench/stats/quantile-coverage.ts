import { quantileOfClusters } from '../../src/stats/index.ts'
import { lowerRank, upperRank } from '../../src/stats/quantile/order-statistics.ts'
import { binomialCdf } from '../../src/stats/special/binomial.ts'
import { normalQuantile } from '../../src/stats/special/normal.ts'
import type { Draws } from './draws.ts'
import { percent, table } from './markdown.ts'

/**
 * The exact coverage of the two-sided order-statistic interval: P(l <= B < u) for B ~ Binomial(n, q) values below the
 * quantile of any continuous distribution. A side without a bound covers.
 */
export function orderStatisticCoverage(n: number, q: number, confidence: number): number {
  const one = (1 + confidence) / 2
  const low = lowerRank(n, q, one)
  const high = upperRank(n, q, one)
  return (high === null ? 1 : binomialCdf(high - 1, n, q)) - (low === null ? 0 : binomialCdf(low - 1, n, q))
}

/** Order statistics of independent deployments, as markdown. */
export function orderStatisticTable(): string {
  const rows = [10, 30, 100, 1000].flatMap((n) =>
    [0.5, 0.95].map((q) => {
      const one = 0.975
      const ends = [lowerRank(n, q, one), upperRank(n, q, one)].map((rank) => rank ?? 'none')
      return [n, q, ...ends, percent(orderStatisticCoverage(n, q, 0.95))]
    }),
  )
  return table(
    'Quantiles by order statistics (exact for every continuous distribution; 95 %)',
    ['n', 'q', 'low rank', 'high rank', 'coverage'],
    rows,
  )
}

/** Simulated coverage of clustered quantiles: log times are normal, `icc` of their variance is common to a stretch. */
export function clusteredQuantileCoverage(
  draws: Draws,
  cell: { units: number; size: number; q: number; icc: number; repetitions: number },
): { covered: number; bounded: number; designEffect: number } {
  const { units, size, q, icc, repetitions } = cell
  const sigma = 0.3
  const truth = Math.exp(sigma * normalQuantile(q))
  let covered = 0
  let bounded = 0
  let designEffect = 0
  for (let r = 0; r < repetitions; r++) {
    const stretches = Array.from({ length: units }, () => {
      const common = Math.sqrt(icc) * draws.normal()
      return Array.from({ length: size }, () => Math.exp(sigma * (common + Math.sqrt(1 - icc) * draws.normal())))
    })
    const { low, high, designEffect: effect } = quantileOfClusters(stretches, q)
    if ((low === null || low <= truth) && (high === null || truth <= high)) covered++
    if (low !== null && high !== null) bounded++
    designEffect += effect!
  }
  return { covered: covered / repetitions, bounded: bounded / repetitions, designEffect: designEffect / repetitions }
}

/** Quantiles over correlated deployments, as markdown. */
export function clusteredQuantileTable(draws: Draws, repetitions: number): string {
  const rows = [12, 25, 100, 500].flatMap((units) =>
    [0.5, 0.95].flatMap((q) =>
      [0, 0.1, 0.5].map((icc) => {
        const cell = clusteredQuantileCoverage(draws, {
          units,
          size: 40,
          q,
          icc,
          repetitions: units === 500 ? Math.ceil(repetitions / 4) : repetitions,
        })
        return [`${units} × 40`, q, icc, cell.designEffect.toFixed(2), percent(cell.covered), percent(cell.bounded)]
      }),
    ),
  )
  return table(
    'Quantiles, correlated within stretches (lognormal σ .3, simulated; 95 %)',
    ['stretches', 'q', 'correlation', 'mean design effect', 'coverage', 'both ends exist'],
    rows,
  )
}
