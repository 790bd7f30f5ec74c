import type { Millis, Ratio } from '../../src/model/units.ts'

/** Two counters at an instant. */
interface Sample {
  readonly at: Millis
  readonly sent: number
  readonly lost: number
}

/**
 * An alert on the share of lost requests, as Prometheus evaluates one: counters are scraped, a rule compares their increase over the
 * last scrapes with a threshold, and fires when it was over it at every evaluation for so long (`for`).
 */
export class ErrorRule {
  private readonly threshold: Ratio
  private readonly lastsFor: Millis
  private readonly range: Millis
  private samples: Sample[] = []
  private overSince: Millis | undefined

  /** `range` is the time over which the increase is taken; at least two scrapes have to lie in it. */
  constructor(of: { readonly threshold: Ratio; readonly for: Millis; readonly range: Millis }) {
    this.threshold = of.threshold
    this.lastsFor = of.for
    this.range = of.range
  }

  scrape(sample: Sample): void {
    const { at } = sample
    this.samples = [...this.samples.filter((one) => one.at >= at - this.range), sample]
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

  /** Share of lost requests in the range; 0 without a request in it. */
  get ratio(): Ratio {
    const [first, last] = [this.samples[0], this.samples.at(-1)]
    if (first === undefined || last === undefined || last.sent === first.sent) return 0
    return (last.lost - first.lost) / (last.sent - first.sent)
  }

  /** When the oldest sample of the range was taken. */
  get from(): Millis {
    return this.samples[0]?.at ?? 0
  }
}
