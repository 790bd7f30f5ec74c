import { replicasIn, type Service } from '../../src/model/fleet.ts'
import type { Millis } from '../../src/model/units.ts'
import type { Place } from '../kind/facts.ts'
import { loopbackUrl } from './loopback-url.ts'
import type { TrafficSettings } from './settings.ts'

/** One service in one place, as requests reach it. */
export interface Target {
  readonly service: string
  readonly place: string
  /** On 127.0.0.1. */
  readonly url: string
}

/** All that `script.ts` has to know. Plain data: it goes there as JSON. */
export interface TrafficPlan {
  readonly targets: readonly Target[]
  /** Which target each request goes to, by position; from the start again when all had their turn. */
  readonly order: readonly number[]
  readonly requestsPerMinute: number
  readonly durationMs: Millis
  readonly timeoutMs: Millis
  readonly keepConnections: boolean
  /** Requests that may be under way at once: at first, and when many of them time out. */
  readonly atOnce: { readonly first: number; readonly most: number }
}

/** Entries of {@link TrafficPlan.order}. */
const TURNS = 600

/** A target gets at least this part of what it would get if all got the same, so that a quiet service is seen as well. */
const LEAST_SHARE = 0.2

/**
 * Shares a bounded number of requests out over the places of services as their `requestsPerSecond` are. `rate` bounds all of them
 * together, in requests a second. Undefined when none of the services can be reached from this machine.
 */
export function planTraffic(
  services: readonly Service[],
  places: readonly Place[],
  settings: TrafficSettings,
  rate: number,
): TrafficPlan | undefined {
  const regions = places.filter((place) => place.environment === 'production')
  const reached = regions.flatMap((place) =>
    services.flatMap((service) => {
      const port = place.hostPorts[service.name]
      if (port === undefined || replicasIn(service, place.name) === 0) return []
      const target: Target = { service: service.name, place: place.name, url: loopbackUrl(port) }
      return [{ target, perSecond: service.requestsPerSecond / regions.length }]
    }),
  )
  const wanted = reached.reduce((sum, { perSecond }) => sum + perSecond, 0)
  if (wanted === 0) return undefined
  const perSecond = Math.min(rate, wanted)
  const most = Math.ceil((perSecond * settings.timeoutMs) / 1_000) + 1
  return {
    targets: reached.map(({ target }) => target),
    order: turns(reached.map((one) => one.perSecond)),
    requestsPerMinute: Math.max(1, Math.round(perSecond * 60)),
    durationMs: settings.maxDurationMs,
    timeoutMs: settings.timeoutMs,
    keepConnections: settings.connections === 'kept',
    atOnce: { first: Math.min(Math.ceil(perSecond), most), most },
  }
}

/** Spreads turns evenly in time: whoever is furthest behind its share goes next. */
function turns(weights: readonly number[]): number[] {
  const even = weights.reduce((sum, weight) => sum + weight, 0) / weights.length
  const lifted = weights.map((weight) => Math.max(weight, even * LEAST_SHARE))
  const total = lifted.reduce((sum, weight) => sum + weight, 0)
  const had = weights.map(() => 0)
  return Array.from({ length: Math.max(TURNS, weights.length * 10) }, (_, turn) => {
    const behind = lifted.map((weight, index) => (weight / total) * (turn + 1) - had[index]!)
    const next = behind.indexOf(Math.max(...behind))
    had[next]!++
    return next
  })
}
