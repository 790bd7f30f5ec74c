import type { Distribution } from '../model/distribution.ts'
import { logGamma } from './gamma.ts'
import { normalDensity, normalProbability } from './normal.ts'

/** The expected value of a distribution, in its unit, computed from its formula. */
export function mean(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value
    case 'uniform':
      return (distribution.low + distribution.high) / 2
    case 'exponential':
      return distribution.mean
    case 'lognormal':
      return distribution.median * Math.exp(distribution.sigma ** 2 / 2)
    case 'normal':
      return distribution.min === undefined
        ? distribution.mean
        : censoredNormal(distribution.mean, distribution.sd, distribution.min)
    case 'weibull':
      return distribution.scale * Math.exp(logGamma(1 + 1 / distribution.shape))
    case 'triangular':
      return (distribution.low + distribution.mode + distribution.high) / 3
    case 'discrete':
      return weighted(distribution.weights, (i) => distribution.values[i]!)
    case 'empirical':
      return distribution.samples.reduce((sum, sample) => sum + sample, 0) / distribution.samples.length
    case 'mixture':
      return weighted(
        distribution.parts.map((part) => part.weight),
        (i) => mean(distribution.parts[i]!.distribution),
      )
    case 'shifted':
      return distribution.by + mean(distribution.distribution)
    case 'scaled':
      return distribution.by * mean(distribution.distribution)
  }
}

/** E max(X, min) of a normal X: `min` with the probability of falling below it, plus the mean of what lies above. */
function censoredNormal(mu: number, sd: number, min: number): number {
  if (sd === 0) return Math.max(mu, min)
  const z = (min - mu) / sd
  const below = normalProbability(z)
  return min * below + mu * (1 - below) + sd * normalDensity(z)
}

function weighted(weights: readonly number[], value: (index: number) => number): number {
  let whole = 0
  let sum = 0
  for (let i = 0; i < weights.length; i++) {
    whole += weights[i]!
    sum += weights[i]! * value(i)
  }
  return sum / whole
}
