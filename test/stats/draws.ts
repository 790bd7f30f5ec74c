import { type Generator, generator } from '../../src/stats/generator.ts'
import { normalQuantile } from '../../src/stats/special/normal.ts'

/** Seeded draws for simulated samples. */
export type Draws = {
  readonly uniform: Generator
  readonly normal: () => number
  /** Lognormal with median 1. */
  readonly lognormal: (sigma: number) => number
}

/** Draws that depend on the seed alone. */
export function draws(seed: number): Draws {
  const uniform = generator(seed)
  // The midpoint of each 32-bit cell: never 0 or 1.
  const normal = () => normalQuantile(uniform() + 2 ** -33)
  return { uniform, normal, lognormal: (sigma) => Math.exp(sigma * normal()) }
}
