import { betaQuantile } from './beta-quantile.ts'
import { incompleteBeta } from './incomplete-beta.ts'

/** The distribution function of Student's t with `df` > 0 degrees of freedom (DLMF 8.17; Abramowitz & Stegun 26.7.1). */
export function studentTCdf(t: number, df: number): number {
  const tail = incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2
  return t > 0 ? 1 - tail : tail
}

/** The p-quantile of Student's t with `df` > 0 degrees of freedom, from the beta quantile; ±∞ at 0 and 1. */
export function studentTQuantile(p: number, df: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY
  if (p >= 1) return Number.POSITIVE_INFINITY
  if (p === 0.5) return 0
  const tail = 2 * Math.min(p, 1 - p)
  // t² = df·y / (1 − y) with y ~ Beta(½, df/2): solving for the small one of y and 1 − y loses no digits.
  const y = tail < 0.5 ? 1 - betaQuantile(tail, df / 2, 0.5) : betaQuantile(1 - tail, 0.5, df / 2)
  const rest = tail < 0.5 ? betaQuantile(tail, df / 2, 0.5) : 1 - y
  const t = Math.sqrt((df * y) / rest)
  return p < 0.5 ? -t : t
}
