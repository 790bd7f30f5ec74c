import type { Distribution } from '../../model/distribution.ts'
import type { Millis } from '../../model/units.ts'
import { type DrawScope, durationQuantile, type Key, quantile } from '../../random/index.ts'

/**
 * The draws of one deployment. Machine times are multiplied by the deployment's slow-day factor; people are as fast as
 * ever.
 */
export class Draws {
  readonly scope: DrawScope
  private readonly slow: number

  constructor(scope: DrawScope, slow: number) {
    this.scope = scope
    this.slow = slow
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

  /** Whether something of this probability happens. */
  chance(probability: number, entity: Key, purpose: Key, index = 0): boolean {
    return this.scope.uniform(entity, purpose, index) < probability
  }

  /** The slow-day factor. */
  get slowness(): number {
    return this.slow
  }
}
