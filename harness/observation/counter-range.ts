import type { Millis } from '../../src/model/units.ts'
import type { RequestCounter } from './request-counters.ts'

/** One counter over the range. */
interface Series {
  readonly isFailed: boolean
  readonly samples: readonly { readonly at: Millis; readonly value: number }[]
}

/**
 * The counters of one service over the last scrapes, as a range vector of Prometheus has them
 * (https://prometheus.io/docs/prometheus/latest/querying/functions/#increase): each counter is a series of its own, one that has become
 * smaller was set back and counts from 0, the first sample of a series is no increase, and one whose pod is gone keeps what it has
 * added for as long as its samples lie in the range. Unlike `increase` it does not extrapolate to the ends of the range: that would
 * change the numbers of requests, and hardly their ratio.
 */
export class CounterRange {
  private readonly range: Millis
  private series = new Map<string, Series>()

  /** `range` is the time over which the increase is taken; at least two scrapes have to lie in it. */
  constructor(range: Millis) {
    this.range = range
  }

  /** Takes in a scrape, with or without counters, and forgets what is older than the range. */
  scrape(at: Millis, counters: readonly RequestCounter[]): void {
    const kept = new Map<string, Series>()
    for (const [key, { isFailed, samples }] of this.series) {
      const recent = samples.filter((sample) => sample.at >= at - this.range)
      if (recent.length > 0) kept.set(key, { isFailed, samples: recent })
    }
    for (const { series, value, isFailed } of counters) {
      kept.set(series, { isFailed, samples: [...(kept.get(series)?.samples ?? []), { at, value }] })
    }
    this.series = kept
  }

  /** Requests in the range, and those of them that failed. */
  get increase(): { readonly all: number; readonly failed: number } {
    let [all, failed] = [0, 0]
    for (const series of this.series.values()) {
      const more = steps(series).reduce((sum, { increase }) => sum + increase, 0)
      all += more
      if (series.isFailed) failed += more
    }
    return { all, failed }
  }

  /** The oldest scrape in the range; undefined before the first. */
  get from(): Millis | undefined {
    return earliest([...this.series.values()].flatMap(({ samples }) => samples.map(({ at }) => at)))
  }

  /** The first scrape in the range that showed failed requests; undefined when none did. */
  get failedSince(): Millis | undefined {
    const failed = [...this.series.values()].filter(({ isFailed }) => isFailed)
    return earliest(failed.flatMap((series) => steps(series).flatMap(({ at, increase }) => (increase > 0 ? [at] : []))))
  }
}

/** What a counter has grown by at each scrape after the first. */
const steps = ({ samples }: Series): readonly { readonly at: Millis; readonly increase: number }[] =>
  samples.slice(1).map(({ at, value }, index) => {
    const before = samples[index]!.value
    return { at, increase: value < before ? value : value - before }
  })

const earliest = (times: readonly Millis[]): Millis | undefined =>
  times.reduce<Millis | undefined>((first, at) => Math.min(first ?? at, at), undefined)
