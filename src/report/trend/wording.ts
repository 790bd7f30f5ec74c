import type { Trend, TrendChange } from '../../model/trend.ts'
import { decimalsFor, exact, fixed, whole } from '../format/number.ts'
import { printedUnit } from '../format/unit.ts'

/** A value of a trend; a series of unknown unit keeps its numbers. */
export function trendValue(value: number, unit: string): string {
  const { factor, suffix } = printedUnit(unit, value)
  return `${fixed(value * factor, decimalsFor(value * factor))}${suffix}`
}

/** A change in words: what it was, what it is since then, and from which point on. */
export function changeSentence({ points, unit }: Trend, change: TrendChange): string {
  const { index, before, after, p } = change
  const share = before === 0 ? '' : ` (${after > before ? '+' : ''}${fixed((after / before - 1) * 100, 1)} %)`
  const label = points[index]?.label ?? ''
  const since = label === '' || label === `point ${index}` ? '' : ` (${label})`
  return `from point ${index}${since} on: ${trendValue(after, unit)} instead of ${trendValue(before, unit)}${share}, p = ${exact(p)}`
}

/** How many changes there are, in one sentence. */
export function changesHeadline({ points, changePoints }: Trend): string {
  const count = changePoints.length
  if (points.length === 1) return `one point is too few to look for changes`
  if (points.length < 6) return `${whole(points.length)} points are too few to look for changes`
  if (count === 0) return `no change point in ${whole(points.length)} points`
  return `${whole(count)} change ${count === 1 ? 'point' : 'points'} in ${whole(points.length)} points`
}
