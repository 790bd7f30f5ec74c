import type { Distribution } from '../model/distribution.ts'
import type { Millis } from '../model/units.ts'
import { normalQuantile } from './normal.ts'

/** The least and greatest uniform that a part of a mixture may see; the ends of (0, 1) have infinite quantiles. */
const LOWEST = 2 ** -53
const HIGHEST = 1 - 2 ** -53

/**
 * The value below which a share `u` of the distribution lies, `u` in (0, 1): with a uniform `u`, a draw by inverse CDF. A larger
 * `u` gives a larger value, also across two versions of a scenario, which is what pairs them; for `empirical` and `discrete` this
 * needs their values in ascending order, for `mixture` it holds within a part.
 */
export function quantile(distribution: Distribution, u: number): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value
    case 'uniform':
      return distribution.low + u * (distribution.high - distribution.low)
    case 'exponential':
      return -distribution.mean * Math.log1p(-u)
    case 'lognormal':
      return distribution.median * Math.exp(distribution.sigma * normalQuantile(u))
    case 'normal':
      return Math.max(
        distribution.mean + distribution.sd * normalQuantile(u),
        distribution.min ?? Number.NEGATIVE_INFINITY,
      )
    case 'weibull':
      return distribution.scale * (-Math.log1p(-u)) ** (1 / distribution.shape)
    case 'triangular':
      return triangular(distribution.low, distribution.mode, distribution.high, u)
    case 'discrete':
      return distribution.values[weightedIndex(distribution.weights, u)]!
    case 'empirical':
      return distribution.samples[Math.floor(u * distribution.samples.length)]!
    case 'mixture':
      return mixture(distribution.parts, u)
    case 'shifted':
      return distribution.by + quantile(distribution.distribution, u)
    case 'scaled':
      return distribution.by * quantile(distribution.distribution, u)
  }
}

/** A draw of a duration: the quantile rounded to whole milliseconds, never below 0. */
export function durationQuantile(distribution: Distribution, u: number): Millis {
  return Math.max(0, Math.round(quantile(distribution, u)))
}

/** Whether something of probability `p` happens in the draw `u`; a larger `p` never turns a yes into a no. */
export function bernoulli(p: number, u: number): boolean {
  return u < p
}

/** The index that the draw `u` selects, each in proportion to its weight (0 or more, not all 0). */
export function weightedIndex(weights: readonly number[], u: number): number {
  let rest = u * total(weights)
  let last = 0
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!
    if (weight === 0) continue
    if (rest < weight) return i
    rest -= weight
    last = i
  }
  return last
}

function triangular(low: number, mode: number, high: number, u: number): number {
  const range = high - low
  if (range === 0) return low
  return u * range < mode - low
    ? low + Math.sqrt(u * range * (mode - low))
    : high - Math.sqrt((1 - u) * range * (high - mode))
}

function mixture(
  parts: readonly { readonly weight: number; readonly distribution: Distribution }[],
  u: number,
): number {
  let whole = 0
  for (const part of parts) whole += part.weight
  let rest = u * whole
  let chosen = parts[0]!
  for (const part of parts) {
    chosen = part
    if (rest < part.weight) break
    rest -= part.weight
  }
  return quantile(chosen.distribution, Math.min(Math.max(rest / chosen.weight, LOWEST), HIGHEST))
}

function total(weights: readonly number[]): number {
  let sum = 0
  for (const weight of weights) sum += weight
  return sum
}
