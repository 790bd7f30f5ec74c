import type { Millis } from '../../../model/units.ts'

/**
 * A rate limit with a burst: the client-side limiter of a Kubernetes controller (client-go `NewTokenBucketRateLimiter`).
 * Whoever reserves a token learns at once when it may go on, so waiting for one is not an event.
 *
 * Kept as the theoretical arrival time of the next conforming call (the generic cell rate algorithm, ITU-T I.371), which is
 * the same limit without counting tokens.
 */
export class TokenBucket {
  private readonly interval: number
  private readonly tolerance: number
  private arrival = Number.NEGATIVE_INFINITY

  constructor(perSecond: number, burst: number) {
    this.interval = 1_000 / perSecond
    this.tolerance = (burst - 1) * this.interval
  }

  /** Takes a token and returns when it may be used: `now`, or later when the burst is spent. */
  reserve(now: Millis): Millis {
    const base = this.arrival > now ? this.arrival : now
    this.arrival = base + this.interval
    const allowed = base - this.tolerance
    return allowed > now ? Math.ceil(allowed) : now
  }
}
