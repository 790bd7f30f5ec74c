import { commonRows, metricsOf, type OrderedRows, pairedSides, RATES, roundedEstimate } from '../../analysis/index.ts'
import type { CheckedChange } from '../../model/check.ts'
import { meanOfClusters, pairedDifferenceOfClusters } from '../../stats/index.ts'

/** Differences of chosen metrics between two sets of rows, paired, with 95 % intervals. */
export type Worth = CheckedChange['worth']

/** What is asked about each change. */
export interface WorthQuestion {
  readonly metrics: readonly string[]
  readonly stages: readonly string[]
  readonly seed: number
}

/** `to` minus `from`. A metric that either side lacks is left out. */
export function worthOf(from: OrderedRows, to: OrderedRows, { metrics, stages, seed }: WorthQuestion): Worth {
  const measured = metricsOf(stages).map((metric) => ({ metric, unit: metric.unit }))
  const shares = RATES.map((metric) => ({ metric, unit: 'ratio' as const }))
  return [...measured, ...shares].flatMap(({ metric, unit }) => {
    const sides = metrics.includes(metric.name) ? pairedSides(metric, from, to) : null
    if (sides === null) return []
    const { difference } = pairedDifferenceOfClusters(sides.a, sides.b, { seed })
    return [{ metric: metric.name, unit, difference: roundedEstimate(difference, unit) }]
  })
}

/**
 * What several changes do to the deployment time only together: the whole difference minus the sum of the single ones, over
 * the deployments that have a duration in all of the runs.
 */
export function jointWorth(
  from: OrderedRows,
  to: OrderedRows,
  single: readonly OrderedRows[],
  seed: number,
): Worth | null {
  if (single.length < 2) return null
  const all = [from, to, ...single]
  const durations = all.map((rows) => rows.numbers('durationMs'))
  const same = commonRows(all, (of, row) => !Number.isNaN(durations[of]!(row)))
  if (same.length === 0) return null
  const clusters = same.map((cluster) =>
    cluster.map((rows) => {
      const [before = 0, after = 0, ...alone] = rows.map((row, of) => durations[of]!(row))
      return alone.reduce((rest, duration) => rest - (duration - before), after - before)
    }),
  )
  const difference = roundedEstimate(meanOfClusters(clusters, { seed, shape: 'mixture' }), 'ms')
  return [{ metric: 'deployment.duration', unit: 'ms', difference }]
}
