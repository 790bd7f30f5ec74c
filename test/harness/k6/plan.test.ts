import { describe, expect, it } from 'vitest'
import { requireLoopback } from '../../../harness/k6/loopback-url.ts'
import { planTraffic, type TrafficPlan } from '../../../harness/k6/plan.ts'
import { trafficSchema } from '../../../harness/k6/settings.ts'
import { serviceSchema } from '../../../src/model/fleet.ts'
import { placeOn } from './places.ts'

const settings = trafficSchema.parse({})
const service = (name: string, requestsPerSecond: number, replicas = 2) =>
  serviceSchema.parse({ name, requestsPerSecond, replicas })
const [busy, quiet] = [service('busy', 900), service('quiet', 100)]
const north = placeOn('north', { busy: 31_000, quiet: 31_001 })
const south = placeOn('south', { busy: 31_002, quiet: 31_003 })

/** How many of so many requests in a row go to each service. */
function shares(plan: TrafficPlan, requests: number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (let i = 0; i < requests; i++) {
    const { service: name } = plan.targets[plan.order[i % plan.order.length]!]!
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

describe('a plan of requests', () => {
  it('goes to the ports of this machine, in production only', () => {
    const plan = planTraffic([busy, quiet], [north, south, placeOn('staging', { busy: 31_009 })], settings, 50)
    expect(plan?.targets).toEqual([
      { service: 'busy', place: 'north', url: 'http://127.0.0.1:31000/' },
      { service: 'quiet', place: 'north', url: 'http://127.0.0.1:31001/' },
      { service: 'busy', place: 'south', url: 'http://127.0.0.1:31002/' },
      { service: 'quiet', place: 'south', url: 'http://127.0.0.1:31003/' },
    ])
  })

  it('is scaled down to the bound, and shares it out as the services are used', () => {
    const plan = planTraffic([busy, quiet], [north], settings, 50)!
    expect(plan.requestsPerMinute).toBe(50 * 60)
    const { busy: toBusy, quiet: toQuiet } = shares(plan, plan.order.length)
    expect(toBusy! / toQuiet!).toBeCloseTo(9, 0)
  })

  it('spreads the turns of a service evenly, so that a window of a second has its share', () => {
    const plan = planTraffic([busy, quiet], [north], settings, 50)!
    expect(shares(plan, 50).quiet).toBe(5)
  })

  it('leaves no service unseen, however quiet it is', () => {
    const plan = planTraffic([busy, service('silent', 0.01)], [placeOn('north', { busy: 1, silent: 2 })], settings, 50)!
    expect(shares(plan, plan.order.length).silent! / plan.order.length).toBeCloseTo(0.09, 2)
  })

  it('sends no more than the scenario does', () => {
    expect(planTraffic([service('busy', 3)], [placeOn('north', { busy: 1 })], settings, 50)!.requestsPerMinute).toBe(
      180,
    )
  })

  it('lets no more requests be under way than can be before they time out', () => {
    expect(planTraffic([busy], [north], settings, 50)!.atOnce).toEqual({ first: 50, most: 251 })
    const hasty = trafficSchema.parse({ timeoutMs: 500 })
    expect(planTraffic([busy], [north], hasty, 50)!.atOnce).toEqual({ first: 26, most: 26 })
  })

  it('is none where no service has a port or a pod', () => {
    expect(planTraffic([service('hidden', 10)], [north, south], settings, 50)).toBeUndefined()
    expect(planTraffic([service('busy', 10, 0)], [north], settings, 50)).toBeUndefined()
  })
})

describe('the bounds of traffic', () => {
  it('cannot be exceeded', () => {
    expect(trafficSchema.safeParse({ requestsPerSecond: 201 }).success).toBe(false)
    expect(trafficSchema.safeParse({ maxDurationMs: 2 * 3_600_000 + 1 }).success).toBe(false)
    expect(trafficSchema.safeParse({ requestsPerSecond: 200, maxDurationMs: 2 * 3_600_000 }).success).toBe(true)
  })

  it('do not let requests leave this machine', () => {
    requireLoopback('http://127.0.0.1:8080/')
    for (const url of [
      'http://example.org/',
      'http://localhost:8080/',
      'http://127.0.0.1.example.org/',
      'http://127.0.0.1@example.org/',
      'https://127.0.0.1/',
      'http://10.0.0.1:80/',
      'nonsense',
    ]) {
      expect(() => requireLoopback(url)).toThrow(`requests are sent to http://127.0.0.1:PORT only, got "${url}"`)
    }
  })
})
