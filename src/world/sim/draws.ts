import type { Distribution } from '../../model/distribution.ts'
import type { Millis } from '../../model/units.ts'
import { type DrawScope, durationQuantile, type Key, quantile } from '../../random/index.ts'
import type { TiltedChances } from './rare/tilted-chances.ts'

/**
 * The draws of one deployment. Machine times are multiplied by the deployment's slow-day factor; people are as fast as
 * ever.
 */
export class Draws {
  readonly scope: DrawScope
  private readonly slow: number
  private readonly tilted: TiltedChances | undefined

  /** `tilted` answers the yes/no draws of a deployment whose rare failures are made frequent. */
  constructor(scope: DrawScope, slow: number, tilted?: TiltedChances) {
    this.scope = scope
    this.slow = slow
    this.tilted = tilted
  }

  /** A machine's time. */
  machine(of: Distribution, entity: Key, purpose: Key, index = 0): Millis {
    return Math.round(this.slow * quantile(of, this.scope.uniform(entity, purpose, index)))
  }

  /** A person's time. */
  person(of: Distribution, entity: Key, purpose: Key, index = 0): Millis {
    return durationQuantile(of, this.scope.uniform(entity, purpose, index))
  }

  /** A value that is not a time. */
  value(of: Distribution, entity: Key, purpose: Key, index = 0): number {
    return quantile(of, this.scope.uniform(entity, purpose, index))
  }

  /**
   * Whether something of this probability happens. `among` says how many draws for this purpose the deployment makes, where
   * that is known; it has no influence but on rare failures that are made frequent.
   */
  chance(probability: number, entity: Key, purpose: Key, index = 0, among?: number): boolean {
    if (this.tilted !== undefined) return this.tilted.happens(probability, entity, purpose, index, among)
    return this.scope.uniform(entity, purpose, index) < probability
  }

  /** The slow-day factor. */
  get slowness(): number {
    return this.slow
  }
}
