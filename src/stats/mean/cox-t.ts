import { studentTQuantile } from '../special/student-t.ts'

/**
 * Cox's bounds for the mean of a lognormal, on the t scale: exp(m + s²/2 ± t · √(s²/n + s⁴ / 2(n − 1))) with m, s² of the
 * logarithms and n − 1 degrees of freedom (X.-H. Zhou & S. Gao 1997, Statistics in Medicine 16; U. Olsson 2005, J.
 * Statistics Education 13, "modified Cox"). Right only for lognormal data: `looksLognormal` must hold first.
 *
 * @param logs logarithms of independent positive observations, at least two
 */
export function coxTLimits(logs: ArrayLike<number>): (p: number) => number {
  const n = logs.length
  let mean = 0
  for (let i = 0; i < n; i++) mean += logs[i]! / n
  let variance = 0
  for (let i = 0; i < n; i++) variance += (logs[i]! - mean) ** 2 / (n - 1)
  const error = Math.sqrt(variance / n + (variance * variance) / (2 * (n - 1)))
  return (p) => Math.exp(mean + variance / 2 + studentTQuantile(p, n - 1) * error)
}
