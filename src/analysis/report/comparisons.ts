import type { Comparison } from '../../model/report.ts'
import { type Clusters, pairedDifferenceOfClusters } from '../../stats/index.ts'
import { type Metric, metricsOf } from '../metrics.ts'
import type { OrderedRows, Reader } from '../ordered-rows.ts'
import { RATES, type RateMetric } from '../rates.ts'
import { commonRows } from './common-rows.ts'
import { roundedEstimate, type Unit } from './rounding.ts'

/** Two scenarios of a suite, and what is said about the change from one to the other. */
export interface ComparedScenarios {
  readonly label: string
  readonly from: { readonly name: string; readonly rows: OrderedRows }
  readonly to: { readonly name: string; readonly rows: OrderedRows }
  /** Stages of either pipeline. */
  readonly stages: readonly string[]
}

/** How to resample, and how sure to be. */
export interface ComparisonOptions {
  readonly confidence: number
  readonly seed: number
}

/**
 * Difference and ratio of every metric that both scenarios have, with paired intervals.
 *
 * What nearly all deployments have (durations, counts) is paired deployment by deployment: only those count that have the
 * value in both. What exists by outcome (recovery, failure rates) is compared as the means of each scenario, stretch paired
 * with stretch: a deployment that failed before and does not fail now is the improvement, not a missing pair.
 */
export function compareScenarios(compared: ComparedScenarios, options: ComparisonOptions): Comparison[] {
  const { from, to, stages } = compared
  const metrics = metricsOf(stages).flatMap((metric) => {
    const clusters = pairedSides(metric, from.rows, to.rows)
    return clusters === null ? [] : [comparison(compared, metric.name, metric.unit, clusters, options)]
  })
  const rates = RATES.flatMap((rate) => {
    const clusters = pairedSides(rate, from.rows, to.rows)
    return clusters === null ? [] : [comparison(compared, rate.name, 'ratio', clusters, options)]
  })
  return [...metrics, ...rates]
}

/** The observations of both scenarios, stretch by stretch. */
export type Sides = { readonly a: Clusters; readonly b: Clusters }

/** What a metric or rate is compared on; see {@link compareScenarios}. Null when there is nothing to compare. */
export function pairedSides(metric: Metric | RateMetric, from: OrderedRows, to: OrderedRows): Sides | null {
  return 'mixture' in metric && !metric.mixture ? byDeployment(metric, from, to) : byStretch(metric, from, to)
}

function comparison(
  { label, from, to }: ComparedScenarios,
  metric: string,
  unit: Unit,
  { a, b }: Sides,
  options: ComparisonOptions,
): Comparison {
  const { difference, ratio } = pairedDifferenceOfClusters(a, b, options)
  return {
    label,
    from: from.name,
    to: to.name,
    metric,
    unit,
    difference: roundedEstimate(difference, unit),
    ratio: roundedEstimate(ratio, 'ratio'),
  }
}

function byDeployment(metric: Metric, from: OrderedRows, to: OrderedRows): Sides | null {
  const read: readonly Reader[] = [metric.of(from), metric.of(to)]
  const pairs = commonRows([from, to], (scenario, row) => !Number.isNaN(read[scenario]!(row)))
  if (pairs.length === 0) return null
  const side = (scenario: number) => pairs.map((cluster) => cluster.map((same) => read[scenario]!(same[scenario]!)))
  return { a: side(0), b: side(1) }
}

/** Null when either scenario has no value at all: there is nothing to compare. */
function byStretch(metric: Pick<Metric, 'of'>, from: OrderedRows, to: OrderedRows): Sides | null {
  const a = clustersByStretch(metric, from)
  const b = clustersByStretch(metric, to)
  const filled = (side: ReadonlyMap<number, readonly number[]>) =>
    [...side.values()].some((cluster) => cluster.length > 0)
  if (!filled(a) || !filled(b)) return null
  const stretches = [...new Set([...a.keys(), ...b.keys()])].sort((x, y) => x - y)
  return { a: stretches.map((s) => a.get(s) ?? []), b: stretches.map((s) => b.get(s) ?? []) }
}

function clustersByStretch(metric: Pick<Metric, 'of'>, rows: OrderedRows): ReadonlyMap<number, readonly number[]> {
  const stretchOf = rows.numbers('stretch')
  return new Map(rows.clusters(metric.of(rows)).map((cluster, s) => [stretchOf(rows.bounds[s]!), cluster]))
}
