import { binomialCdf } from '../special/binomial.ts'

/**
 * The rank (1-based) of the q-quantile of n ordered values: ⌈nq⌉, the inverse of the empirical distribution (Hyndman & Fan
 * 1996, definition 1). It is always a value that was observed, so "the P95 deployment" can be replayed.
 */
export function quantileRank(n: number, q: number): number {
  return Math.min(n, Math.max(1, Math.ceil(n * q - 1e-9)))
}

/**
 * The rank of the smallest order statistic that is an upper bound of the q-quantile with at least `confidence`, whatever
 * the distribution: the smallest u with P(Binomial(n, q) <= u − 1) >= confidence (W. J. Conover 1999, §3.2). Null when
 * not even the largest value is one, that is when 1 − qⁿ < confidence: P95 at 95 % needs 59 values, at 97.5 % 72.
 */
export function upperRank(n: number, q: number, confidence: number): number | null {
  if (n < 1 || binomialCdf(n - 1, n, q) < confidence - 1e-12) return null
  let low = 0
  let high = n
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (binomialCdf(middle - 1, n, q) >= confidence - 1e-12) high = middle
    else low = middle
  }
  return high
}

/** The rank of the largest order statistic that is a lower bound of the q-quantile with at least `confidence`, or null. */
export function lowerRank(n: number, q: number, confidence: number): number | null {
  const mirrored = upperRank(n, 1 - q, confidence)
  return mirrored === null ? null : n + 1 - mirrored
}

/** The fewest values whose largest one bounds the q-quantile from above at one-sided `confidence`: ⌈ln(1 − c) / ln q⌉. */
export function valuesForUpperBound(q: number, confidence: number): number {
  return Math.ceil(Math.log(1 - confidence) / Math.log(q) - 1e-9)
}

/** The fewest values whose smallest one bounds the q-quantile from below at one-sided `confidence`. */
export function valuesForLowerBound(q: number, confidence: number): number {
  return valuesForUpperBound(1 - q, confidence)
}
