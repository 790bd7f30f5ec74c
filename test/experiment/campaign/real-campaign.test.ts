import { expect, test } from 'vitest'
import { environmentNeeds } from '../../../harness/needs/needs.ts'
import { planRealCampaign, runRealCampaign } from '../../../src/experiment/campaign/real-campaign.ts'
import type { Carrier } from '../../../src/experiment/real/carry-out.ts'
import { simulateStretch } from '../../../src/experiment/stretch.ts'
import { fintech, gitops } from '../../../src/index.ts'
import type { Campaign } from '../../../src/model/campaign.ts'
import { replicasIn } from '../../../src/model/fleet.ts'
import { type Scenario, scenarioSchema } from '../../../src/model/scenario.ts'

const of = (campaign: Partial<Campaign>): Scenario =>
  scenarioSchema.parse({
    name: 'storm',
    fleet: fintech({ services: 40, databases: 10 }),
    pipeline: gitops(),
    deployments: { perDay: 4 },
    campaign,
  })
const FEW = { faults: ['bad-release', 'pod-crash'], policies: ['manual', 'guarded'], tiers: ['critical'] } as const
const few = (more: Partial<Campaign> = {}): Scenario =>
  of({ ...more, faults: [...FEW.faults], policies: [...FEW.policies], tiers: [...FEW.tiers] })

/** Plays the deployments on the simulator: what a campaign makes of recordings is the same for real ones. */
const playing =
  (scenarios: readonly Scenario[], seen: string[] = []): Carrier =>
  async ({ scenario, stretch, deployments, onRecording }) => {
    seen.push(scenarios[scenario]!.name)
    simulateStretch(scenarios[scenario]!, { seed: 1, stretch, measured: deployments, onRecording })
  }

const signal = new AbortController().signal

test('it is one small fleet for all combinations and controls, each under a name of its own', () => {
  const { plan, deployments } = planRealCampaign(few(), 1)
  const { scenarios } = plan
  // Two faults under two policies, and one control of both faults under each.
  expect({ combinations: plan.cells.length, deployments }).toEqual({ combinations: 4, deployments: 6 })
  expect(plan.controlOf).toEqual([4, 5, 4, 5])
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(6)
  expect(new Set(scenarios.map(({ fleet }) => JSON.stringify(fleet))).size).toBe(1)
  const { fleet } = scenarios[0]!
  expect(fleet.regions).toHaveLength(1)
  expect(new Set(fleet.services.map(({ tier }) => tier)).size).toBe(fleet.services.length)
  for (const service of fleet.services) expect(replicasIn(service, fleet.regions[0]!.name)).toBeLessThanOrEqual(2)
  for (const { deployments: each } of scenarios) expect(each.observation).toBeLessThanOrEqual(120_000)
  expect(environmentNeeds(scenarios)).toContain('gitops')
})

test('the whole catalogue is what lands on real clusters with on-demand machines', () => {
  const { plan } = planRealCampaign(of({ policies: ['guarded'], tiers: ['critical'] }), 1)
  const faults = plan.cells.map(({ fault }) => fault)
  expect(faults).toContain('webhook-lost')
  expect(faults).not.toContain('spot-reclaim')
  expect(faults).not.toContain('vulnerability-found')
  expect(faults.length).toBeGreaterThan(30)
})

test('faults that cannot land there are refused by name, and more deployments than anybody waits for', () => {
  expect(() => planRealCampaign(of({ faults: ['bad-release', 'vulnerability-found'] }), 1)).toThrow(
    'got "vulnerability-found"',
  )
  expect(() => planRealCampaign(of({}), 20)).toThrow(/expected at most 400 real deployments, got \d+/)
})

test('it makes the same resilience matrix of what was carried out, in random order and once each', async () => {
  const planned = planRealCampaign(few(), 2)
  const seen: string[] = []
  const carrier = playing(planned.plan.scenarios, seen)
  const report = await runRealCampaign(planned, { carrier, seed: 1, signal, notes: () => ['One machine.'] })
  expect(report).toMatchObject({ environment: 'kind', repetitions: 2, planned: 4, deployments: 8, stopped: null })
  expect(report.cells.map(({ fault, policy, n, worst }) => [fault, policy, n, worst])).toEqual([
    ['bad-release', 'manual', 2, 'by-hand'],
    ['bad-release', 'guarded', 2, 'alone'],
    ['pod-crash', 'manual', 2, 'alone'],
    ['pod-crash', 'guarded', 2, 'alone'],
  ])
  for (const { controlsSucceeded } of report.cells) expect(controlsSucceeded).toBe(2)
  expect(report.notes).toEqual(
    expect.arrayContaining([expect.stringContaining('one small environment'), 'One machine.']),
  )
  expect(seen.toSorted()).toEqual(planned.plan.scenarios.flatMap(({ name }) => [name, name]).toSorted())
  expect(seen.slice(0, 8)).not.toEqual(planned.plan.scenarios.map(({ name }) => name))
})

test('the safety stop ends it with the deployment under way', async () => {
  const planned = planRealCampaign(few({ blastRadius: { failedDeployments: 0.2 } }), 10)
  const seen: string[] = []
  const carrier = playing(planned.plan.scenarios, seen)
  const report = await runRealCampaign(planned, { carrier, seed: 1, signal, notes: () => [] })
  expect(report.stopped).toMatch(/^Safety stop after 1\d deployments/)
  expect(seen.length).toBeLessThan(planned.deployments)
  expect(report.partial).toBe(false)
})
