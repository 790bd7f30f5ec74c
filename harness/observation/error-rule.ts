import type { Millis, Ratio } from '../../src/model/units.ts'
import { CounterRange } from './counter-range.ts'
import type { RequestCounter } from './request-counters.ts'

/**
 * An alert on the share of failed requests, as Prometheus evaluates one: counters are scraped, a rule compares their increase over the
 * last scrapes with a threshold, and fires when it was over it at every evaluation for so long (`for`).
 */
export class ErrorRule {
  private readonly threshold: Ratio
  private readonly lastsFor: Millis
  private readonly counters: CounterRange
  private overSince: Millis | undefined

  /** `range` is the time over which the increase is taken; at least two scrapes have to lie in it. */
  constructor(of: { readonly threshold: Ratio; readonly for: Millis; readonly range: Millis }) {
    this.threshold = of.threshold
    this.lastsFor = of.for
    this.counters = new CounterRange(of.range)
  }

  /** Takes in the counters as they were at an instant: of all that could be scraped then. */
  scrape(at: Millis, counters: readonly RequestCounter[]): void {
    this.counters.scrape(at, counters)
  }

  /** Evaluates the rule. */
  evaluate(at: Millis): 'inactive' | 'pending' | 'firing' {
    if (this.ratio < this.threshold) {
      this.overSince = undefined
      return 'inactive'
    }
    this.overSince ??= at
    return at - this.overSince >= this.lastsFor ? 'firing' : 'pending'
  }

  /** Whether the share was over the threshold at the last evaluation. */
  get isOver(): boolean {
    return this.overSince !== undefined
  }

  /** Share of failed requests in the range; 0 without a request in it. */
  get ratio(): Ratio {
    const { all, failed } = this.counters.increase
    return all === 0 ? 0 : failed / all
  }

  /** When the oldest sample of the range was taken. */
  get from(): Millis {
    return this.counters.from ?? 0
  }

  /** When a scrape in the range first showed failed requests; undefined when none did. */
  get failedSince(): Millis | undefined {
    return this.counters.failedSince
  }
}
