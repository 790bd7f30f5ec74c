import { type Generator, generator } from '../../src/stats/generator.ts'
import { betaQuantile } from '../../src/stats/special/beta-quantile.ts'
import { normalQuantile } from '../../src/stats/special/normal.ts'

/** Seeded draws for simulated samples. */
export type Draws = {
  readonly uniform: Generator
  readonly normal: () => number
  /** Lognormal with median 1. */
  readonly lognormal: (sigma: number) => number
  readonly beta: (a: number, b: number) => number
}

/** Draws that depend on the seed alone; one uniform each. */
export function draws(seed: number): Draws {
  const uniform = generator(seed)
  // The midpoint of each 32-bit cell: never 0 or 1.
  const inside = () => uniform() + 2 ** -33
  const normal = () => normalQuantile(inside())
  return {
    uniform,
    normal,
    lognormal: (sigma) => Math.exp(sigma * normal()),
    beta: (a, b) => betaQuantile(inside(), a, b),
  }
}
