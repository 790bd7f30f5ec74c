import type { Attribution } from '../../model/attribution.ts'
import { formatAddress } from '../../model/events.ts'
import type { Pipeline } from '../../model/pipeline.ts'
import type { AttributionLine } from '../../model/report.ts'
import { estimateAt, inferMean, rateOfClusters } from '../../stats/index.ts'
import { guardsAgainst, TRAITS } from '../attribution/families.ts'
import type { OrderedRows } from '../ordered-rows.ts'
import { notBelowZero } from './figures.ts'
import { rounded, roundedEstimate } from './rounding.ts'

/** A deployment in which something was wrong. */
interface Case {
  readonly row: number
  readonly attribution: Attribution
}

interface Options {
  readonly confidence: number
  readonly seed: number
}

/** What went wrong by its origin, the most frequent first: rates over all deployments, with intervals by stretch. */
export function attributionsOf(rows: OrderedRows, pipeline: Pipeline, options: Options): AttributionLine[] {
  const cases = new Map<string, Case[]>()
  for (let row = 0; row < rows.size; row++) {
    const attribution = rows.attribution(row)
    if (attribution === null) continue
    cases.set(attribution.origin, [...(cases.get(attribution.origin) ?? []), { row, attribution }])
  }
  return [...cases]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .map(([origin, all]) => line(origin, all, rows, pipeline, options))
}

function line(
  origin: string,
  cases: readonly Case[],
  rows: OrderedRows,
  pipeline: Pipeline,
  options: Options,
): AttributionLine {
  const { family } = cases[0]!.attribution
  const attributions = cases.map(({ attribution }) => attribution)
  const hit = new Set(cases.map(({ row }) => row))
  const clusters = rows.clusters((row) => Number(hit.has(row)))
  const rate = rateOfClusters(
    clusters.map((cluster) => ({ count: cluster.reduce((sum, one) => sum + one, 0), n: cluster.length })),
    { confidence: options.confidence },
  )
  return {
    origin,
    about: TRAITS[family].about,
    count: cases.length,
    rate: roundedEstimate(rate, 'ratio'),
    ended: counted(attributions.map(({ ended }) => ended)),
    shownIn: counted(attributions.map(({ shownIn }) => shownIn)),
    letThroughBy: counted(attributions.flatMap(({ letThroughBy }) => letThroughBy)),
    caughtBy: counted(attributions.flatMap(({ caughtBy }) => caughtBy ?? [])),
    guards: guardsAgainst(family).flatMap((guard) => {
      const on = guard.isOn(pipeline)
      return on === undefined ? [] : [{ name: guard.name, label: guard.label, on }]
    }),
    recovery: recoveryOf(hit, rows, options),
    example: formatAddress(rows.address(cases[0]!.row)),
  }
}

function recoveryOf(
  hit: ReadonlySet<number>,
  rows: OrderedRows,
  { confidence, seed }: Options,
): AttributionLine['recovery'] {
  const read = (column: 'recoveryMs' | 'detectMs' | 'decideMs' | 'actMs' | 'verifyMs') => {
    const of = rows.numbers(column)
    return rows.clusters((row) => (hit.has(row) ? of(row) : Number.NaN))
  }
  const durations = inferMean(read('recoveryMs'), { seed, shape: 'mixture' })
  if (durations.n === 0) return null
  const mean = (column: Parameters<typeof read>[0]): number => {
    const values = read(column).flat()
    return rounded(values.reduce((sum, value) => sum + value, 0) / values.length, 'ms')!
  }
  return {
    duration: roundedEstimate(notBelowZero(estimateAt(durations, confidence)), 'ms'),
    detectMs: mean('detectMs'),
    decideMs: mean('decideMs'),
    actMs: mean('actMs'),
    verifyMs: mean('verifyMs'),
  }
}

/** Names with how often each occurs, the most frequent first. */
function counted(names: readonly string[]): { name: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name, count]) => ({ name, count }))
}
