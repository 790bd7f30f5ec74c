import type { ReportEstimate } from '../../model/report.ts'
import { decimalsFor, exact, fixed } from './number.ts'
import { type PrintedUnit, printedUnit } from './unit.ts'

/** Stands where the data give no figure. */
export const NONE = '–'

/** An estimate in print. `interval` is without the unit, in the unit of `value`; null when the data allow none. */
export interface PrintedEstimate {
  readonly value: string
  readonly interval: string | null
}

const print = (value: number, { factor, suffix }: PrintedUnit, decimals: number): string =>
  `${fixed(value * factor, decimals)}${suffix}`

/** A measured value with its unit, to three significant digits: `18.2 min`, `0.31 %`. */
export function formatValue(value: number | null, unit: string): string {
  if (value === null) return NONE
  const printed = printedUnit(unit, value)
  const whole = unit === 'count' && Number.isInteger(value)
  return print(value, printed, whole ? 0 : decimalsFor(value * printed.factor))
}

/** A printed value without zeros that say nothing: `0.30 %` is `0.3 %`. */
const idle = (text: string): string => text.replace(/(\.\d*?)0+(?=\D|$)/, '$1').replace(/\.(?=\D|$)/, '')

/** A measured value, with as many digits as tell it from one that was given: `0.3001 %` beside 0.3 %. */
export function formatApart(value: number, given: number | undefined, unit: string): string {
  const printed = printedUnit(unit, value)
  const isGiven = (text: string): boolean => given !== undefined && idle(text) === idle(formatExact(given, unit))
  const fewest = decimalsFor(value * printed.factor)
  let text = formatValue(value, unit)
  for (let more = 1; value !== given && more <= 4 && isGiven(text); more++) text = print(value, printed, fewest + more)
  return text
}

/**
 * Prints values that stand under each other: all in the unit that suits `reference` (the total, or the largest), with one
 * decimal (none for whole counts), so that they can be compared by eye.
 */
export function columnOf(reference: number, unit: string): (value: number | null) => string {
  const printed = printedUnit(unit, reference)
  const decimals = unit === 'count' ? 0 : 1
  return (value) => (value === null ? NONE : print(value, printed, decimals))
}

/** A value that was given, without digits that nobody wrote: `18 min`, `0.3 %`. */
export function formatExact(value: number, unit: string): string {
  const { factor, suffix } = printedUnit(unit, value)
  return `${exact(value * factor)}${suffix}`
}

const range = (low: string, high: string): string =>
  low.startsWith('−') || high.startsWith('−') ? `${low} to ${high}` : `${low}–${high}`

/** Two ends in one unit, to three significant digits of the far one and without idle zeros: `17.1–18.9 min`. */
export function formatRange(low: number, high: number, unit: string): string {
  const far = Math.max(Math.abs(low), Math.abs(high))
  const { factor, suffix } = printedUnit(unit, far)
  const decimals = decimalsFor(far * factor)
  const end = (value: number): string => exact(Number((value * factor).toFixed(decimals)))
  return `${range(end(low), end(high))}${suffix}`
}

/**
 * A measured value and its interval in the same unit with the same decimals. A narrow interval gets up to two decimals
 * more, so that it never looks like a point. `reference` picks the unit instead of the value, for columns.
 */
export function formatEstimate(estimate: ReportEstimate, unit: string, reference?: number): PrintedEstimate {
  const { value, low, high } = estimate
  if (value === null) return { value: NONE, interval: null }
  const size = value === 0 ? (high ?? 0) : value
  const printed = printedUnit(unit, reference ?? size)
  const digits = Math.min(decimalsFor(size * printed.factor), reference === undefined || unit !== 'ms' ? 6 : 2)
  if (low === null || high === null)
    return { value: print(value, printed, unit === 'count' && Number.isInteger(value) ? 0 : digits), interval: null }
  const ends = (decimals: number): [string, string] => [
    fixed(low * printed.factor, decimals),
    fixed(high * printed.factor, decimals),
  ]
  let decimals = digits
  while (low !== high && decimals < digits + 2 && ends(decimals)[0] === ends(decimals)[1]) decimals++
  return { value: print(value, printed, decimals), interval: range(...ends(decimals)) }
}

/** Stands where an interval should be: a figure without one must not look certain. */
export const NO_INTERVAL = 'no interval'

/** An estimate in one line: `18.2 min (17.9–18.5)`; `reference` picks the unit. */
export function formatWithInterval(estimate: ReportEstimate, unit: string, reference?: number): string {
  const { value, interval } = formatEstimate(estimate, unit, reference)
  return estimate.value === null ? value : `${value} (${interval ?? NO_INTERVAL})`
}

/** A difference with its sign: `−192 min`, `+4.1 min`; of shares in percentage points, `−14.7 %-points`. */
export function formatSigned(estimate: ReportEstimate, unit: string, reference?: number): PrintedEstimate {
  const { value: plain, interval } = formatEstimate(estimate, unit, reference)
  const value = unit === 'ratio' ? plain.replace(/ %$/, ' %-points') : plain
  return { value: estimate.value !== null && estimate.value > 0 ? `+${value}` : value, interval }
}

/** A share of a whole in percent, in whole ones unless it is smaller than that: `29 %`, `0.4 %`. */
export function formatShare(part: number, total: number): string {
  if (total === 0) return NONE
  const percent = (part / total) * 100
  if (percent === 0) return '0 %'
  return `${fixed(percent, percent < 1 ? Math.min(4, decimalsFor(percent) - 1) : 0)} %`
}
