import type { ReportEstimate } from '../../model/report.ts'

/**
 * Difference and ratio of two independent figures from their intervals alone: each side's distance to the end that faces
 * the other is squared and added (MOVER: G. Y. Zou & A. Donner 2008, Statistics in Medicine 27; Newcombe's method for rates
 * is the same). The ratio is taken on logarithms and needs positive ends.
 */
export function differenceFromIntervals(
  a: ReportEstimate,
  b: ReportEstimate,
): { readonly difference: ReportEstimate; readonly ratio: ReportEstimate } {
  const n = Math.min(a.n, b.n)
  const none = { value: null, low: null, high: null, n }
  if (a.value === null || b.value === null) return { difference: none, ratio: none }
  const difference = combined(a, b, n)
  const positive = [a.value, a.low, b.value, b.low].every((x) => x === null || x > 0)
  if (!positive) return { difference, ratio: { ...none, value: a.value > 0 ? b.value / a.value : null } }
  const { value, low, high } = combined(logarithm(a), logarithm(b), n)
  return { difference, ratio: { value: exp(value), low: exp(low), high: exp(high), n } }
}

function combined(a: ReportEstimate, b: ReportEstimate, n: number): ReportEstimate {
  const [x, y] = [a.value!, b.value!]
  const value = y - x
  if (a.low === null || a.high === null || b.low === null || b.high === null) return { value, low: null, high: null, n }
  return { value, low: value - Math.hypot(y - b.low, a.high - x), high: value + Math.hypot(b.high - y, x - a.low), n }
}

const logarithm = ({ value, low, high, n }: ReportEstimate): ReportEstimate => ({
  value: log(value),
  low: log(low),
  high: log(high),
  n,
})

const log = (x: number | null): number | null => (x === null ? null : Math.log(x))
const exp = (x: number | null): number | null => (x === null ? null : Math.exp(x))
