import type { Fleet, Service } from '../../../model/fleet.ts'
import type { Calls } from '../../../model/mechanisms/calls.ts'

/** Who calls whom, and how often when nothing is wrong. Services and third parties are numbers here: their places in the fleet. */
export interface CallGraph {
  /** Services with callers before those that they call. */
  readonly order: readonly number[]
  /** What each service calls. */
  readonly calls: readonly (readonly number[])[]
  /** Third parties that each service calls. */
  readonly thirdParties: readonly (readonly number[])[]
  /** Requests per second of users to each service. */
  readonly users: Float64Array
  /** All requests per second of each service when nothing fails. */
  readonly usual: Float64Array
}

/**
 * The service graph as calls: a request to a service makes it call each of its dependencies with the probability `share`. What a
 * service gets beyond the calls of others (its `requestsPerSecond` is all that it gets) comes from users. A service whose callers
 * send more than the fleet says gets that, and no users. A dependency that would close a circle is not called.
 */
export function callGraphOf(fleet: Fleet, { share }: Pick<Calls, 'share'>): CallGraph {
  const { services } = fleet
  const numbers = new Map(services.map(({ name }, i) => [name, i]))
  const parties = new Map(fleet.thirdParties.map(({ name }, i) => [name, i]))
  const { calls, order } = withoutCircles(services, numbers)
  const usual = new Float64Array(services.length)
  const users = new Float64Array(services.length)
  const internal = new Float64Array(services.length)
  for (const s of order) {
    usual[s] = Math.max(services[s]!.requestsPerSecond, internal[s]!)
    users[s] = usual[s]! - internal[s]!
    for (const d of calls[s]!) internal[d]! += usual[s]! * share
  }
  const thirdParties = services.map((service) => service.thirdParties.map((name) => parties.get(name)!))
  return { order, calls, thirdParties, users, usual }
}

/** Edges that lead back to a service on the way are left out; callers come before callees in the order. */
function withoutCircles(services: readonly Service[], numbers: ReadonlyMap<string, number>) {
  const calls: number[][] = services.map(() => [])
  const order: number[] = []
  const state = new Uint8Array(services.length)
  const visit = (s: number): void => {
    state[s] = 1
    for (const name of services[s]!.dependsOn) {
      const d = numbers.get(name)!
      if (state[d] === 1) continue
      calls[s]!.push(d)
      if (state[d] === 0) visit(d)
    }
    state[s] = 2
    order.push(s)
  }
  for (let s = 0; s < services.length; s++) if (state[s] === 0) visit(s)
  return { calls, order: order.reverse() }
}
