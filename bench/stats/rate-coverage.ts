import { clopperPearson, rateOfClusters, upperRate, wilson } from '../../src/stats/index.ts'
import type { Draws } from './draws.ts'
import { percent, table } from './markdown.ts'

type Interval = { readonly low: number; readonly high: number }

/** The intervals whose coverage is enumerated; `upper` is the one-sided claim bound. */
export const rateMethods = {
  'Clopper–Pearson': (k: number, n: number): Interval => clopperPearson(k, n, 0.95),
  Wilson: (k: number, n: number): Interval => wilson(k, n, 0.95),
  'one-sided upper': (k: number, n: number): Interval => ({ low: 0, high: upperRate(k, n, 0.95) }),
} as const

/** Intervals of a method for every count 0 … n. */
export function intervalsFor(method: keyof typeof rateMethods, n: number): Interval[] {
  return Array.from({ length: n + 1 }, (_, k) => rateMethods[method](k, n))
}

/** The exact probability that the interval holds p: the binomial probabilities of the counts whose interval does. */
export function enumeratedCoverage(intervals: readonly Interval[], p: number): number {
  const n = intervals.length - 1
  let coverage = 0
  let log = n * Math.log1p(-p)
  for (let k = 0; k <= n; k++) {
    if (intervals[k]!.low <= p && p <= intervals[k]!.high) coverage += Math.exp(log)
    log += Math.log((n - k) / (k + 1)) + Math.log(p / (1 - p))
  }
  return coverage
}

/** Coverage averaged over p uniform on (0, 1), and the lowest on that grid. */
export function coverageOverP(intervals: readonly Interval[], points = 2_000): { mean: number; lowest: number } {
  let sum = 0
  let lowest = 1
  for (let i = 0; i < points; i++) {
    const coverage = enumeratedCoverage(intervals, (i + 0.5) / points)
    sum += coverage
    lowest = Math.min(lowest, coverage)
  }
  return { mean: sum / points, lowest }
}

/** Coverage of rates by enumeration, as markdown. */
export function rateCoverageTable(): string {
  const rows = [10, 30, 100, 1000].flatMap((n) =>
    (Object.keys(rateMethods) as (keyof typeof rateMethods)[]).map((method) => {
      const intervals = intervalsFor(method, n)
      const overP = coverageOverP(intervals, n === 1000 ? 200 : 2_000)
      const at = [0.003, 0.15].map((p) => percent(enumeratedCoverage(intervals, p)))
      return [n, method, ...at, percent(overP.mean), percent(overP.lowest)]
    }),
  )
  return table(
    'Rates, independent deployments (exact, by enumeration; 95 %)',
    ['n', 'method', 'p = .003', 'p = .15', 'mean over p', 'lowest over p'],
    rows,
  )
}

/** One stretch's failures: beta-binomial through a stretch-wide probability with intraclass correlation `icc`. */
function stretchFailures(draws: Draws, size: number, p: number, icc: number): number {
  const rate = icc === 0 ? p : draws.beta((p * (1 - icc)) / icc, ((1 - p) * (1 - icc)) / icc)
  let count = 0
  for (let i = 0; i < size; i++) if (draws.uniform() < rate) count++
  return count
}

/** Simulated coverage of the display interval, the claim bound, and what ignoring the stretches would give. */
export function clusteredRateCoverage(
  draws: Draws,
  cell: { units: number; size: number; p: number; icc: number; repetitions: number },
): { wilson: number; claim: number; naive: number; marked: number; designEffect: number } {
  const { units, size, p, icc, repetitions } = cell
  const hits = { wilson: 0, claim: 0, naive: 0, marked: 0, designEffect: 0 }
  for (let r = 0; r < repetitions; r++) {
    const stretches = Array.from({ length: units }, () => ({ count: stretchFailures(draws, size, p, icc), n: size }))
    const rate = rateOfClusters(stretches)
    if (rate.low! <= p && p <= rate.high!) hits.wilson++
    if (p <= upperRate(rate.value! * rate.effectiveN!, rate.effectiveN!, 0.95)) hits.claim++
    const plain = wilson(rate.count, rate.n, 0.95)
    if (plain.low <= p && p <= plain.high) hits.naive++
    if (rate.caution !== null) hits.marked++
    hits.designEffect += rate.designEffect!
  }
  return {
    wilson: hits.wilson / repetitions,
    claim: hits.claim / repetitions,
    naive: hits.naive / repetitions,
    marked: hits.marked / repetitions,
    designEffect: hits.designEffect / repetitions,
  }
}

/** Coverage of rates over correlated deployments, as markdown. */
export function clusteredRateTable(draws: Draws, repetitions: number): string {
  const rows = [25, 100, 500].flatMap((units) =>
    [0.003, 0.15].flatMap((p) =>
      [0, 0.02, 0.1].map((icc) => {
        const cell = clusteredRateCoverage(draws, { units, size: 40, p, icc, repetitions })
        return [
          `${units} × 40`,
          p,
          icc,
          cell.designEffect.toFixed(2),
          percent(cell.wilson),
          percent(cell.claim),
          percent(cell.naive),
          percent(cell.marked),
        ]
      }),
    ),
  )
  return table(
    'Rates, correlated within stretches (beta-binomial, simulated; 95 %)',
    [
      'stretches',
      'p',
      'correlation',
      'mean design effect',
      'Wilson',
      'one-sided claim',
      'Wilson, stretches ignored',
      'marked',
    ],
    rows,
  )
}
