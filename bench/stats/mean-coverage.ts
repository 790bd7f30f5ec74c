import { sumClusters } from '../../src/stats/clusters.ts'
import { meanOfClusters } from '../../src/stats/index.ts'
import { coxTLimits } from '../../src/stats/mean/cox-t.ts'
import { meanStatistic } from '../../src/stats/mean/mean-statistic.ts'
import { bcaLimits } from '../../src/stats/units/bca.ts'
import { bootstrapTLimits } from '../../src/stats/units/bootstrap-t.ts'
import { studentLimits } from '../../src/stats/units/student.ts'
import type { Draws } from './draws.ts'
import { percent, table } from './markdown.ts'

/** A distribution of times with its true mean. */
export type Shape = {
  readonly name: string
  readonly mean: number
  readonly draw: (draws: Draws) => number
  readonly mixture?: true
}

const lognormalShape = (sigma: number): Shape => ({
  name: `lognormal σ ${sigma}`,
  mean: Math.exp(sigma ** 2 / 2),
  draw: (draws) => draws.lognormal(sigma),
})

/** The shapes of the published table; the last is recovery: 85 % automatic near 5 minutes, 15 % manual near 60. */
export const shapes: readonly Shape[] = [
  lognormalShape(0.3),
  lognormalShape(0.55),
  lognormalShape(1),
  {
    name: 'recovery mixture',
    mean: (0.85 * 5 + 0.15 * 60) * Math.exp(0.3 ** 2 / 2),
    draw: (draws) => (draws.uniform() < 0.85 ? 5 : 60) * draws.lognormal(0.3),
    mixture: true,
  },
]

/** Coverage by method; `chosen` is what meanOfClusters does, `marked` the share of its intervals that carry a caution. */
export type MeanCoverage = {
  readonly t: number
  readonly bca: number
  readonly studentised: number
  readonly cox: number
  readonly chosen: number
  readonly coxChosen: number
  readonly marked: number
}

/** Simulated coverage of every method for independent observations of a shape. */
export function meanCoverage(draws: Draws, shape: Shape, n: number, repetitions: number): MeanCoverage {
  const hits = { t: 0, bca: 0, studentised: 0, cox: 0, chosen: 0, coxChosen: 0, marked: 0 }
  const covers = (low: number | null, high: number | null): 0 | 1 =>
    (low === null || low <= shape.mean) && (high === null || shape.mean <= high) ? 1 : 0
  const by = (limit: (p: number) => number | null) => covers(limit(0.025), limit(0.975))
  for (let r = 0; r < repetitions; r++) {
    const values = Array.from({ length: n }, () => shape.draw(draws))
    const clusters = values.map((x) => [x])
    const statistic = meanStatistic(sumClusters(clusters))
    hits.t += by(studentLimits(statistic))
    hits.bca += by(bcaLimits(statistic, r + 1))
    hits.studentised += by(bootstrapTLimits(statistic, r + 1))
    hits.cox += by(coxTLimits(values.map(Math.log)))
    // Recovery is not declared a mixture here: the lognormal check has to see it.
    const chosen = meanOfClusters(clusters, { seed: r + 1 })
    hits.chosen += covers(chosen.low, chosen.high)
    if (chosen.method.startsWith('Cox')) hits.coxChosen++
    if (chosen.caution !== null) hits.marked++
  }
  const share = (x: number) => x / repetitions
  return {
    t: share(hits.t),
    bca: share(hits.bca),
    studentised: share(hits.studentised),
    cox: share(hits.cox),
    chosen: share(hits.chosen),
    coxChosen: share(hits.coxChosen),
    marked: share(hits.marked),
  }
}

/** Coverage of means of independent observations, as markdown. */
export function meanTable(draws: Draws, repetitions: number): string {
  const rows = shapes.flatMap((shape) =>
    [10, 30, 100, 1000].map((n) => {
      const cell = meanCoverage(draws, shape, n, n === 1000 ? Math.ceil(repetitions / 4) : repetitions)
      const cells = [cell.t, cell.bca, cell.studentised, cell.cox, cell.chosen, cell.coxChosen, cell.marked]
      return [shape.name, n, ...cells.map(percent)]
    }),
  )
  return table(
    'Means, independent observations (simulated; 95 %)',
    ['shape', 'n', 't', 'BCa', 'studentised', 'Cox-t', 'as chosen', 'chose Cox-t', 'marked'],
    rows,
  )
}

/** Simulated coverage of the chosen interval over stretches: `icc` of the log variance is common to a stretch. */
export function clusteredMeanCoverage(
  draws: Draws,
  cell: { units: number; size: number; sigma: number; icc: number; repetitions: number },
): { chosen: number; marked: number; designEffect: number } {
  const { units, size, sigma, icc, repetitions } = cell
  const truth = Math.exp(sigma ** 2 / 2)
  let covered = 0
  let marked = 0
  let designEffect = 0
  for (let r = 0; r < repetitions; r++) {
    const stretches = Array.from({ length: units }, () => {
      const common = Math.sqrt(icc) * draws.normal()
      return Array.from({ length: size }, () => Math.exp(sigma * (common + Math.sqrt(1 - icc) * draws.normal())))
    })
    const mean = meanOfClusters(stretches, { seed: r + 1 })
    if (mean.low! <= truth && truth <= mean.high!) covered++
    if (mean.caution !== null) marked++
    designEffect += mean.designEffect!
  }
  return { chosen: covered / repetitions, marked: marked / repetitions, designEffect: designEffect / repetitions }
}

/** Coverage of means over correlated deployments, as markdown. */
export function clusteredMeanTable(draws: Draws, repetitions: number): string {
  const rows = [5, 12, 50, 300].flatMap((units) =>
    [0.3, 1].flatMap((sigma) =>
      [0.1, 0.5].map((icc) => {
        const cell = clusteredMeanCoverage(draws, {
          units,
          size: 40,
          sigma,
          icc,
          repetitions: units === 300 ? Math.ceil(repetitions / 4) : repetitions,
        })
        return [`${units} × 40`, sigma, icc, cell.designEffect.toFixed(1), percent(cell.chosen), percent(cell.marked)]
      }),
    ),
  )
  return table(
    'Means, correlated within stretches (lognormal, simulated; 95 %, as chosen)',
    ['stretches', 'σ', 'correlation', 'mean design effect', 'coverage', 'marked'],
    rows,
  )
}
