import type { Distribution } from '../model/distribution.ts'
import { type DrawScope, key, quantile, RandomSource } from '../random/index.ts'

/**
 * The random choices that make a synthetic fleet. Each belongs to (seed, name, purpose), so that one more service, or another
 * option, leaves everything else about the fleet as it was.
 */
export class Draws {
  private readonly scope: DrawScope

  /** `seed` is an integer from 0 to 2^53 - 1. */
  constructor(seed: number) {
    this.scope = new RandomSource(seed).scope(0, 0)
  }

  /** Uniform in (0, 1). */
  uniform(name: string, purpose: string, index = 0): number {
    return this.scope.uniform(key(name), key(purpose), index)
  }

  /** One value of a distribution, in its unit. */
  value(distribution: Distribution, name: string, purpose: string, index = 0): number {
    return quantile(distribution, this.uniform(name, purpose, index))
  }

  /** The items in a random order that does not depend on the order in which they are given. */
  shuffled<T extends { readonly name: string }>(items: readonly T[], purpose: string): T[] {
    return items
      .map((item) => ({ item, at: this.uniform(item.name, purpose) }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item)
  }
}
