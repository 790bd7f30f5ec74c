import { logGamma } from './log-gamma.ts'

/**
 * The regularised upper incomplete gamma function Q(a, x), a > 0, x >= 0: series for the lower function left of a + 1,
 * Lentz' continued fraction right of it (Numerical Recipes 3rd ed., §6.2; DLMF 8.7.1, 8.9.2).
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 1
  const scale = Math.exp(-x + a * Math.log(x) - logGamma(a))
  return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x)
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let k = 1; k < 10_000; k++) {
    term *= x / (a + k)
    sum += term
    if (term < sum * 1e-17) break
  }
  return sum
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let i = 1; i < 10_000; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 4e-16) break
  }
  return h
}
