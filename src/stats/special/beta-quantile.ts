import { betaDensity, incompleteBeta } from './incomplete-beta.ts'

/**
 * The x with I_x(a, b) = p: Newton steps kept inside a shrinking bracket (a step that leaves it is replaced by a bisection),
 * so it converges for every p in [0, 1] and a, b > 0. Accurate to about 1e-14 relative.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0
  if (p >= 1) return 1
  let low = 0
  let high = 1
  let x = a / (a + b)
  for (let i = 0; i < 200; i++) {
    const error = incompleteBeta(x, a, b) - p
    if (error === 0) return x
    if (error > 0) high = x
    else low = x
    const density = betaDensity(x, a, b)
    let next = x - error / density
    // Near 0 the distribution is a power of x: halving on the logarithmic scale gets there, halving (0, x) would not.
    if (!(next > low && next < high)) next = low === 0 ? high / 16 : Math.sqrt(low * high)
    if (Math.abs(next - x) <= 2e-16 * x) return next
    x = next
  }
  return x
}
