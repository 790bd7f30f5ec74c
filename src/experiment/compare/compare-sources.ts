import {
  type Metric,
  metricsOf,
  type OrderedRows,
  pairedSides,
  RATES,
  type RateMetric,
  rounded,
  roundedEstimate,
  type Unit,
} from '../../analysis/index.ts'
import {
  COMPARE_SCHEMA_VERSION,
  type ComparedMetric,
  type ComparedSource,
  type CompareReport,
} from '../../model/compare.ts'
import type { Report, ReportEstimate } from '../../model/report.ts'
import {
  type Clusters,
  type Estimate,
  independentDifferenceOfClusters,
  pairedDifferenceOfClusters,
  rateDifference,
  rateOfClusters,
} from '../../stats/index.ts'
import { differenceFromIntervals } from './from-intervals.ts'

/** A report or a simulated scenario; `rows` where its deployments are at hand. */
export interface Source {
  readonly source: ComparedSource
  readonly report: Report
  readonly rows: OrderedRows | null
}

const CONFIDENCE = 0.95

/** How each source differs from the first one, by the best method that the two allow. Throws RangeError for fewer than two. */
export function compareSources(sources: readonly Source[]): CompareReport {
  const [first, ...others] = sources
  if (first === undefined || others.length === 0) throw new RangeError(`expected two sources, got ${sources.length}`)
  return {
    kind: 'compare',
    schemaVersion: COMPARE_SCHEMA_VERSION,
    confidence: CONFIDENCE,
    sources: sources.map(({ source }) => source),
    comparisons: others.flatMap((other, i) =>
      comparisonsOf(first, other).map((comparison) => ({ from: 0, to: i + 1, ...comparison })),
    ),
    notes: notesOn(sources),
  }
}

type Compared = Omit<ComparedMetric, 'from' | 'to'>

function comparisonsOf(from: Source, to: Source): Compared[] {
  if (from.rows === null || to.rows === null) return fromReports(from.report, to.report)
  const stages = [...new Set([from, to].flatMap(({ report }) => stagesOf(report)))]
  const same =
    from.source.environment === 'sim' && to.source.environment === 'sim' && from.source.seed === to.source.seed
  const compare = same ? paired : independent
  const rows: [OrderedRows, OrderedRows] = [from.rows, to.rows]
  return [
    ...metricsOf(stages).flatMap((metric) => compare(metric, metric.unit, ...rows, from.source.seed)),
    ...RATES.flatMap((rate) => compare(rate, 'ratio', ...rows, from.source.seed)),
  ]
}

const stagesOf = ({ measurements }: Report): string[] =>
  Object.keys(measurements).flatMap((name) => /^stage\.(.+)\.duration$/.exec(name)?.[1] ?? [])

type Compare = (metric: Metric | RateMetric, unit: Unit, from: OrderedRows, to: OrderedRows, seed: number) => Compared[]

const paired: Compare = (metric, unit, from, to, seed) => {
  const sides = pairedSides(metric, from, to)
  if (sides === null) return []
  const found = pairedDifferenceOfClusters(sides.a, sides.b, { confidence: CONFIDENCE, seed })
  return [compared(metric.name, unit, 'paired', { a: meanOf(sides.a), b: meanOf(sides.b) }, found)]
}

const independent: Compare = (metric, unit, from, to) => {
  const [a, b] = [from.clusters(metric.of(from)), to.clusters(metric.of(to))]
  const means = { a: meanOf(a), b: meanOf(b) }
  if (means.a === null || means.b === null) return []
  const found = independentDifferenceOfClusters(a, b, { confidence: CONFIDENCE })
  const rate = (clusters: Clusters) =>
    rateOfClusters(clusters.map((c) => ({ count: c.reduce((sum, x) => sum + x, 0), n: c.length })))
  const isRate = RATES.some(({ name }) => name === metric.name)
  const difference = isRate ? rateDifference(rate(a), rate(b), { confidence: CONFIDENCE }) : found.difference
  return [compared(metric.name, unit, 'independent', means, { ...found, difference })]
}

/** Means and rates that both reports have; other metrics have no figure to compare. */
function fromReports(from: Report, to: Report): Compared[] {
  const figures = ({ measurements, rates }: Report): [name: string, unit: Unit, figure: ReportEstimate][] => [
    ...Object.entries(measurements).map(
      ([name, { unit, mean }]) => [name, unit, mean] as [string, Unit, ReportEstimate],
    ),
    ...Object.entries(rates).map(([name, rate]) => [name, 'ratio', rate] as [string, Unit, ReportEstimate]),
  ]
  const after = new Map(figures(to).map(([name, , figure]) => [name, figure]))
  return figures(from).flatMap(([name, unit, a]) => {
    const b = after.get(name)
    if (b === undefined || a.value === null || b.value === null) return []
    return [compared(name, unit, 'from-intervals', { a: a.value, b: b.value }, differenceFromIntervals(a, b))]
  })
}

function compared(
  metric: string,
  unit: Unit,
  pairing: Compared['pairing'],
  means: { readonly a: number | null; readonly b: number | null },
  { difference, ratio }: { readonly difference: Estimate; readonly ratio: Estimate },
): Compared {
  return {
    metric,
    unit,
    pairing,
    before: rounded(means.a, unit),
    after: rounded(means.b, unit),
    difference: roundedEstimate(difference, unit),
    ratio: roundedEstimate(certain(ratio, means), 'ratio'),
  }
}

/** A side on which nothing ever happened has a mean of 0 in every resample, which bounds no ratio. */
const certain = (ratio: Estimate, { a, b }: { readonly a: number | null; readonly b: number | null }): Estimate =>
  a === 0 || b === 0 ? { ...ratio, low: null, high: null } : ratio

function meanOf(clusters: Clusters): number | null {
  const values = clusters.flat()
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function notesOn(sources: readonly Source[]): string[] {
  const all = sources.map(({ source }) => source)
  const notes: string[] = []
  if (new Set(all.map(({ environment }) => environment)).size > 1)
    notes.push('Simulated and measured figures stand side by side: their difference is the error of the simulator too.')
  if (sources.some(({ rows }) => rows === null))
    notes.push('Where runs.csv and stages.csv do not lie beside a report, only its intervals could be compared.')
  if (new Set(all.map(({ seed }) => seed)).size > 1)
    notes.push('The seeds differ, so that deployments could not be paired: intervals are wider than they need to be.')
  return notes
}
