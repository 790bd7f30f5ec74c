import { openUnit } from '../errors.ts'
import type { Estimate } from '../estimate.ts'
import type { RateEstimate } from './rate.ts'
import { wilson } from './wilson.ts'

/**
 * By how much the rate of independent runs `b` exceeds that of `a`: R. G. Newcombe's hybrid of two Wilson intervals (1998,
 * Statistics in Medicine 17, method 10) at the effective sizes. No interval when a side has none.
 */
export function rateDifference(
  a: RateEstimate,
  b: RateEstimate,
  options: { readonly confidence?: number } = {},
): Estimate {
  const confidence = openUnit('confidence', options.confidence ?? 0.95)
  const n = Math.min(a.n, b.n)
  if (a.value === null || b.value === null) return { value: null, low: null, high: null, n }
  const value = b.value - a.value
  if (a.effectiveN === null || b.effectiveN === null) return { value, low: null, high: null, n }
  const one = wilson(a.value * a.effectiveN, a.effectiveN, confidence)
  const two = wilson(b.value * b.effectiveN, b.effectiveN, confidence)
  return {
    value,
    low: value - Math.hypot(b.value - two.low, one.high - a.value),
    high: value + Math.hypot(two.high - b.value, a.value - one.low),
    n,
  }
}
