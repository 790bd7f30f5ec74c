import { stirlingCorrection } from './log-gamma.ts'

const TINY = 1e-300
const EPSILON = 1e-16

/**
 * The regularised incomplete beta function I_x(a, b), the distribution function of Beta(a, b) at x; a, b > 0.
 * Continued fraction by the modified Lentz method (Press et al., Numerical Recipes 3rd ed., §6.4; DLMF 8.17.22).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges quickly only left of the mean; right of it the symmetry I_x(a, b) = 1 − I_{1−x}(b, a) is used.
  if (x > (a + 1) / (a + b + 2)) return 1 - left(1 - x, b, a)
  return left(x, a, b)
}

/** The density of Beta(a, b) at x in (0, 1), computed without the cancellation of three log-gammas. */
export function betaDensity(x: number, a: number, b: number): number {
  return powers(x, a, b) / (x * (1 - x))
}

function left(x: number, a: number, b: number): number {
  return (powers(x, a, b) * fraction(x, a, b)) / a
}

/**
 * x^a (1 − x)^b / B(a, b). With n = a + b and the Stirling corrections d this is
 * √(ab / 2πn) · exp(d(n) − d(a) − d(b) − D), D = a ln(a / nx) + b ln(b / n(1 − x)) the binomial deviance: C. Loader 2000,
 * "Fast and accurate computation of binomial probabilities". Large a and b keep all their digits.
 */
function powers(x: number, a: number, b: number): number {
  const n = a + b
  const correction = stirlingCorrection(n) - stirlingCorrection(a) - stirlingCorrection(b)
  const deviance = deviancePart(a, n * x) + deviancePart(b, n * (1 - x))
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(correction - deviance)
}

/** k ln(k / m) + m − k, by series where k is near m (Loader's bd0). */
function deviancePart(k: number, m: number): number {
  if (Math.abs(k - m) >= 0.1 * (k + m)) return k * Math.log(k / m) + m - k
  const v = (k - m) / (k + m)
  let sum = (k - m) * v
  let term = 2 * k * v
  for (let j = 1; j < 1000; j++) {
    term *= v * v
    const next = sum + term / (2 * j + 1)
    if (next === sum) break
    sum = next
  }
  return sum
}

function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < EPSILON * 4) break
  }
  return h
}

const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value)
