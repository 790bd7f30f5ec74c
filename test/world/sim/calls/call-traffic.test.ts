import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/model/distribution.ts'
import type { FaultInput } from '../../../../src/model/fault.ts'
import type { ServiceInput } from '../../../../src/model/fleet.ts'
import type { PipelineInput } from '../../../../src/model/pipeline.ts'
import { type Scenario, type ScenarioInput, scenarioSchema } from '../../../../src/model/scenario.ts'
import { minutes } from '../../../../src/model/units.ts'
import { eventsOf, outcomeOf, rehearsal, rehearseOne } from '../../../rehearsal.ts'

const pipeline: PipelineInput = {
  monitoring: 'alerts',
  rollback: { policy: 'any-failure' },
  stages: [
    {
      name: 'deploy-production',
      jobs: [{ kind: 'deploy', name: 'production', environment: 'production', delivery: 'gitops' }],
    },
  ],
}

/** A service that loses no request by being rolled out. */
const service = (name: string, of: Partial<ServiceInput> = {}): ServiceInput => ({
  name,
  replicas: 4,
  requestsPerSecond: 100,
  preStopMs: 20_000,
  probes: { readiness: { periodMs: 1_000 } },
  ...of,
})

/** web → shop → ledger; shop and ledger change rarely enough that only web is deployed. */
const services = [
  service('web', { dependsOn: ['shop'] }),
  service('shop', { dependsOn: ['ledger'], changeWeight: 0, thirdParties: ['acme'] }),
  service('ledger', { changeWeight: 0 }),
  service('other', { changeWeight: 0 }),
]

function scenario(of: { faults?: FaultInput[]; calls?: NonNullable<ScenarioInput['mechanisms']>['calls'] }): Scenario {
  const base = rehearsal({
    pipeline,
    services,
    deployments: { changedServices: constant(1), observation: minutes(30) },
    mechanisms: { detection: { syntheticCatches: 0 }, ...(of.calls === undefined ? {} : { calls: of.calls }) },
  })
  return scenarioSchema.parse({
    ...base,
    fleet: { ...base.fleet, thirdParties: [{ name: 'acme', availability: 1, latency: constant(50) }] },
    faults: of.faults ?? [],
  })
}

const lost = (of: Scenario): number => eventsOf(rehearseOne(of), 'requests')[0]!.lost
const callsOf = (of: Scenario) => eventsOf(rehearseOne(of), 'calls')[0]!

describe('a deployment in which nothing is wrong', () => {
  test('loses nothing, retries nothing and hurts nobody', () => {
    const quiet = scenario({ calls: {} })
    expect(lost(quiet)).toBe(0)
    expect(callsOf(quiet)).toMatchObject({ retried: 0, ejections: 0, amplification: 1, services: [] })
  })

  test('records nothing of calls where the scenario has no call graph', () => {
    expect(eventsOf(rehearseOne(scenario({})), 'calls')).toEqual([])
  })

  test('counts the requests of users once, however many services they pass', () => {
    const [event] = eventsOf(rehearseOne(scenario({ calls: { share: 1 } })), 'requests')
    const [healthy] = eventsOf(rehearseOne(scenario({ calls: { share: 1 } })), 'deployment.finished')
    // web and other have 100 users a second; shop and ledger get what web sends them.
    expect(event!.sent).toBeCloseTo((200 * (event!.at - rehearseOne(scenario({})).events[0]!.at)) / 1_000, -3)
    expect(healthy!.outcome).toBe('succeeded')
  })
})

describe('a fault at the bottom of the graph', () => {
  const outage = (share: number): FaultInput[] => [
    { kind: 'dependency-outage', selector: { service: 'ledger' }, settings: { share }, durationMs: minutes(10) },
  ]

  test('reaches the users of everything above it, and nobody else', () => {
    const { services: reached } = callsOf(scenario({ faults: outage(0.8), calls: { share: 1 } }))
    expect(reached).toEqual(['ledger', 'shop', 'web'])
  })

  test('costs users less the more callers retry, and what is broken more requests', () => {
    const run = (calls: NonNullable<ScenarioInput['mechanisms']>['calls']) => scenario({ faults: outage(0.3), calls })
    const none = run({ share: 1, retries: 0 })
    const some = run({ share: 1, retries: 2, headroom: 10 })
    const all = run({ share: 1, retries: 2, retryBudget: 10, headroom: 10 })
    expect(lost(some)).toBeLessThan(lost(none))
    expect(lost(all)).toBeLessThan(lost(some))
    expect(callsOf(none).amplification).toBe(1)
    expect(callsOf(some).amplification).toBeGreaterThan(1.1)
    expect(callsOf(all).amplification).toBeGreaterThan(1.1)
  })

  test('turns into an overload where there is no room for the retries', () => {
    const run = (retries: number) =>
      scenario({ faults: outage(0.5), calls: { share: 1, retries, retryBudget: 10, headroom: 1.2 } })
    expect(callsOf(run(3)).amplification).toBeGreaterThan(1.3)
    // Half of the attempts fail and there is no room to try them again, so retrying does not help as it did above.
    expect(lost(run(3)) / lost(run(0))).toBeGreaterThan(0.5)
  })
})

describe('a third party that does not answer', () => {
  const faults: FaultInput[] = [{ kind: 'third-party-outage', selector: { service: 'shop' }, durationMs: minutes(10) }]
  const calls = { share: 1, thirdPartyShare: 0.5, backup: { availability: 1 } }

  test('is taken out of the pool, its backup answers, and no alert has time to speak', () => {
    const of = scenario({ faults, calls })
    expect(callsOf(of).ejections).toBeGreaterThan(2)
    expect(eventsOf(rehearseOne(of), 'failure.detected')).toEqual([])
  })

  test('costs many times as many requests without the breaker, and ends in an alert', () => {
    const without = scenario({ faults, calls: { ...calls, breaker: { enabled: false } } })
    expect(lost(without)).toBeGreaterThan(20 * lost(scenario({ faults, calls })))
    expect(eventsOf(rehearseOne(without), 'failure.detected')[0]?.path).toBe('alert')
    expect(outcomeOf(rehearseOne(without))).toBe('failed')
  })

  test('is not ejected where it has no backup: the breaker may not take half of one host', () => {
    const alone = scenario({ faults, calls: { ...calls, backup: { enabled: false } } })
    expect(callsOf(alone).ejections).toBe(0)
    expect(outcomeOf(rehearseOne(alone))).toBe('failed')
  })
})

describe('a mesh', () => {
  const tight = (calls: NonNullable<ScenarioInput['mechanisms']>['calls']): Scenario => {
    const of = scenario({ calls: { share: 1, hop: constant(25), ...calls } })
    return {
      ...of,
      fleet: { ...of.fleet, services: of.fleet.services.map((s) => ({ ...s, tier: 'critical' as const })) },
    }
  }

  test('makes requests of a tight objective late, less with 1 to 2 ms a hop, and none where they bypass it', () => {
    const istio = tight({ thirdPartyShare: 0, mesh: { bypass: false } })
    const linkerd = tight({ thirdPartyShare: 0, mesh: { bypass: false, perHop: { kind: 'uniform', low: 1, high: 2 } } })
    const bypassed = tight({ thirdPartyShare: 0, mesh: { bypass: true } })
    // Three hops of 25 ms: 75 ms without the mesh; 97.5 ms on average with it, at most 105.
    expect(lost(istio)).toBeGreaterThan(0)
    expect(lost(linkerd)).toBeLessThan(lost(istio) / 100)
    expect(lost(bypassed)).toBe(0)
  })

  test('makes nobody late who has no objective', () => {
    expect(lost(scenario({ calls: { share: 1, hop: constant(25), mesh: { bypass: false } } }))).toBe(0)
  })
})
