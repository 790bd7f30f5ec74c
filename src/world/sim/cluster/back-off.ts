import type { Millis } from '../../../model/units.ts'

/** First and longest delay. */
export interface BackOffLimits {
  readonly backOff: Millis
  readonly maxBackOff: Millis
}

/**
 * The kubelet's back-off of one container or image, as client-go `util/flowcontrol.Backoff` keeps it: a duration and the instant
 * at which it was last raised. 0 stands for no entry.
 *
 * An entry expires when the event it is asked about is more than twice the longest delay younger than the last raise: that is
 * "reset after 10 minutes". Because the kubelet asks before it raises for the first time, the first restart of a crashing
 * container is immediate and the delays before the following ones are 10, 20, 40, 80, 160, 300, 300 … s.
 */
export function isExpired(event: Millis, raisedAt: Millis, limits: BackOffLimits): boolean {
  return event - raisedAt > 2 * limits.maxBackOff
}

/** Until when a back-off of `current`, raised at `raisedAt`, delays what follows an event at `event`; `event` if not at all. */
export function backOffEnd(current: Millis, raisedAt: Millis, event: Millis, limits: BackOffLimits): Millis {
  return current === 0 || isExpired(event, raisedAt, limits) ? event : event + current
}

/** The raised duration after an event at `event`. */
export function raised(current: Millis, raisedAt: Millis, event: Millis, limits: BackOffLimits): Millis {
  if (current === 0 || isExpired(event, raisedAt, limits)) return limits.backOff
  return Math.min(2 * current, limits.maxBackOff)
}
