import { describe, expect, test } from 'vitest'
import { CallFlow, undisturbed } from '../../../../src/world/sim/calls/call-flow.ts'
import { callGraphOf } from '../../../../src/world/sim/calls/call-graph.ts'
import { retried } from '../../../../src/world/sim/calls/retries.ts'
import { callsOf, fleetOf } from './settings.ts'

/** web → shop → ledger: users come to web only, and every request goes all the way down. */
const chain = fleetOf([
  { name: 'web', dependsOn: ['shop'], requestsPerSecond: 100 },
  { name: 'shop', dependsOn: ['ledger'], requestsPerSecond: 100 },
  { name: 'ledger', requestsPerSecond: 100 },
])

function flowOf(fleet = chain, settings = callsOf({ share: 1, headroom: 10 })) {
  const graph = callGraphOf(fleet, settings)
  const flow = new CallFlow(graph, settings)
  const disturbances = undisturbed(graph, new Float64Array(fleet.thirdParties.length))
  return { graph, flow, disturbances, settle: () => flow.settle(disturbances) }
}

describe('rates', () => {
  test('users send what callers do not: all of it at the edge, nothing inside the chain', () => {
    const { graph } = flowOf()
    expect([...graph.users]).toEqual([100, 0, 0])
    expect([...graph.usual]).toEqual([100, 100, 100])
  })

  test('a dependency that closes a circle is not called', () => {
    const settings = callsOf({ share: 1 })
    const graph = callGraphOf(
      fleetOf([
        { name: 'a', dependsOn: ['b'] },
        { name: 'b', dependsOn: ['a'] },
      ]),
      settings,
    )
    expect(graph.calls).toEqual([[1], []])
  })

  test('nothing fails and nothing is amplified when nothing is wrong', () => {
    const { flow, settle } = flowOf()
    settle()
    expect([...flow.failing]).toEqual([0, 0, 0])
    expect(flow.amplification).toBe(1)
  })
})

describe('failures', () => {
  test('spread to every caller up to the users, less at each hop that tries again', () => {
    const { flow, disturbances, settle } = flowOf(
      chain,
      callsOf({ share: 1, headroom: 10, retries: 1, retryBudget: 10 }),
    )
    disturbances.own[2] = 0.3
    settle()
    // A call that is tried once more fails with the square of what an attempt does.
    expect(flow.failing[2]).toBeCloseTo(0.3, 6)
    expect(flow.failing[1]).toBeCloseTo(0.09, 6)
    expect(flow.failing[0]).toBeCloseTo(0.0081, 6)
    expect(flow.usersFailing).toBeCloseTo(0.81, 4)
  })

  test('reach callers in proportion to how often they call', () => {
    const { flow, disturbances, settle } = flowOf(chain, callsOf({ share: 0.25, headroom: 10, retries: 0 }))
    disturbances.own[2] = 1
    settle()
    expect(flow.failing[1]).toBeCloseTo(0.25, 6)
    expect(flow.failing[0]).toBeCloseTo(0.0625, 6)
  })

  test('do not reach services that do not call', () => {
    const { flow, disturbances, settle } = flowOf()
    disturbances.own[0] = 0.5
    settle()
    expect(flow.failing[1]).toBe(0)
    expect(flow.failing[2]).toBe(0)
    expect(flow.rate[2]).toBeCloseTo(50, 6)
  })
})

describe('retries', () => {
  test('within the budget are the geometric sum, and the rest fails with the last power', () => {
    for (const q of [0, 0.1, 0.5, 0.9]) {
      const { attempts, failed } = retried(q, 2, 10, { attempts: 0, failed: 0 })
      expect(attempts).toBeCloseTo(1 + q + q * q, 9)
      expect(failed).toBeCloseTo(q ** 3, 9)
    }
  })

  test('never exceed the budget, and without one are not made', () => {
    for (const q of [0.3, 0.7, 1]) {
      expect(retried(q, 3, 0.2, { attempts: 0, failed: 0 }).attempts).toBeLessThanOrEqual(1.2 + 1e-9)
      const without = retried(q, 3, 0, { attempts: 0, failed: 0 })
      expect(without.attempts).toBe(1)
      expect(without.failed).toBeCloseTo(q, 12)
    }
  })

  test('multiply along the chain: an outage at the bottom is called 1 + r times by each hop', () => {
    const { flow, disturbances, settle } = flowOf(
      chain,
      callsOf({ share: 1, headroom: 100, retries: 2, retryBudget: 10 }),
    )
    disturbances.own[2] = 1
    settle()
    expect(flow.rate[1]).toBeCloseTo(300, 3)
    expect(flow.rate[2]).toBeCloseTo(900, 3)
    expect(flow.amplification).toBeCloseTo((100 + 300 + 900) / 300, 3)
  })

  test('with the default budget the same outage is called 1.2 times by each hop', () => {
    const { flow, disturbances, settle } = flowOf(chain, callsOf({ share: 1, headroom: 100 }))
    disturbances.own[2] = 1
    settle()
    expect(flow.rate[2]).toBeCloseTo(144, 3)
  })
})

describe('overload', () => {
  test('fails what pods that are not ready cannot serve', () => {
    const { flow, disturbances, settle } = flowOf(chain, callsOf({ share: 1, headroom: 2, retries: 0 }))
    disturbances.ready[2] = 0.25
    settle()
    expect(flow.failing[2]).toBeCloseTo(0.5, 5)
    expect(flow.usersFailing).toBeCloseTo(50, 3)
  })

  test('is made worse by retries, and less so within a budget', () => {
    const atTheBottom = (retries: number, retryBudget: number): number => {
      const { flow, disturbances, settle } = flowOf(chain, callsOf({ share: 1, headroom: 1.5, retries, retryBudget }))
      disturbances.ready[2] = 0.5
      settle()
      return flow.failing[2]!
    }
    // 100 requests on a capacity of 75.
    expect(atTheBottom(0, 0)).toBeCloseTo(0.25, 5)
    // 1.2 times as many from shop, which gets 1.2 times as many from web.
    expect(atTheBottom(2, 0.2)).toBeCloseTo(1 - 75 / 144, 5)
    expect(atTheBottom(2, 10)).toBeGreaterThan(0.55)
  })

  test('is over when its cause is', () => {
    const { flow, disturbances, settle } = flowOf(
      chain,
      callsOf({ share: 1, headroom: 1.5, retries: 4, retryBudget: 10 }),
    )
    disturbances.ready[2] = 0
    settle()
    disturbances.ready[2] = 1
    settle()
    expect(flow.usersFailing).toBeLessThan(1e-3)
  })
})
