import type { Key } from './key.ts'
import { threefry } from './threefry.ts'

/** Half a step of the 2^52 grid: draws sit in the middle of its cells, so that neither 0 nor 1 is ever drawn. */
const GRID = 2 ** -52

/**
 * The random numbers of one deployment of one stretch. A draw is a function of its coordinates alone and there is no state to
 * advance: whatever else is drawn, or not, and in whatever order, this draw stays the same.
 */
export class DrawScope {
  private readonly seedLow: number
  private readonly seedHigh: number
  private readonly stretch: number
  private readonly deployment: number
  private readonly words = { first: 0, second: 0 }

  /** @internal use `RandomSource.scope` */
  constructor(seedLow: number, seedHigh: number, stretch: number, deployment: number) {
    this.seedLow = seedLow
    this.seedHigh = seedHigh
    this.stretch = stretch
    this.deployment = deployment
  }

  /** A uniform draw in the open interval (0, 1), on a grid of 2^52 points that is symmetric about one half. */
  uniform(entity: Key, purpose: Key, index = 0): number {
    const { words } = this
    threefry(words, this.seedLow, this.seedHigh, this.stretch, this.deployment, entity, purpose, index, 0)
    return ((words.first >>> 6) * 2 ** 26 + (words.second >>> 6) + 0.5) * GRID
  }
}

/** All the random numbers of a seed, addressed by (stretch, deployment, entity, purpose, index). */
export class RandomSource {
  readonly seed: number

  /** `seed` is an integer from 0 to 2^53 - 1; anything else is a `RangeError`. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new RangeError(`expected a seed that is an integer from 0 to 2^53 - 1, got ${seed}`)
    this.seed = seed
  }

  /** The draws of one deployment of one stretch, both numbered from 0. */
  scope(stretch: number, deployment: number): DrawScope {
    return new DrawScope(this.seed | 0, Math.floor(this.seed / 2 ** 32), stretch, deployment)
  }
}
