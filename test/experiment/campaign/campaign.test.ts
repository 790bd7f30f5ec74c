import { expect, test } from 'vitest'
import { designOf } from '../../../src/experiment/campaign/design.ts'
import { runCampaign } from '../../../src/experiment/campaign/run-campaign.ts'
import { FAULTS } from '../../../src/faults/index.ts'
import { trialScenario } from '../../../src/faults/trial-scenario.ts'
import { fintech, gitops } from '../../../src/index.ts'
import { type Campaign, campaignSchema } from '../../../src/model/campaign.ts'
import { TIERS } from '../../../src/model/fleet.ts'
import { type Scenario, scenarioSchema } from '../../../src/model/scenario.ts'

const of = (campaign: Partial<Campaign>): Scenario => {
  const { chaos: _, ...trial } = trialScenario(FAULTS.get('pod-crash')!, gitops(), [])
  return scenarioSchema.parse({ ...trial, campaign })
}
const cellOf = (report: Awaited<ReturnType<typeof runCampaign>>, fault: string, policy: string) =>
  report.cells.find((cell) => cell.fault === fault && cell.policy === policy)!

test('each combination comes back in the way that its policy allows', async () => {
  const faults = ['bad-release', 'irreversible-migration', 'stale-cache', 'pod-crash', 'region-loss']
  const report = await runCampaign(of({ faults, tiers: ['critical'], repetitions: 3 }), { workers: 0 })
  const ways = (fault: string) => report.policies.map((policy) => cellOf(report, fault, policy).worst)
  expect(report.policies).toEqual(['manual', 'any-failure', 'guarded', 'readiness-failures'])
  expect(ways('bad-release')).toEqual(['by-hand', 'alone', 'alone', 'approval'])
  expect(ways('irreversible-migration')).toEqual(['not', 'not', 'by-hand', 'by-hand'])
  expect(ways('stale-cache')).toEqual(['stopped', 'stopped', 'stopped', 'stopped'])
  expect(ways('pod-crash')).toEqual(['alone', 'alone', 'alone', 'alone'])
  expect(ways('region-loss').every((way) => way === 'by-hand')).toBe(true)
  for (const cell of report.cells) expect(cell.controlsSucceeded, cell.fault).toBe(3)
  const going = cellOf(report, 'bad-release', 'guarded').timeToRecover!
  expect(going.low!).toBeLessThanOrEqual(going.value!)
  expect(going.high!).toBeLessThan(cellOf(report, 'bad-release', 'manual').timeToRecover!.low!)
})

test('a stale build that nothing compares is not recovered from', async () => {
  const scenario = of({ faults: ['stale-cache'], policies: ['guarded'], tiers: ['critical'], repetitions: 2 })
  const blind = { ...scenario, pipeline: { ...scenario.pipeline, provenanceCheck: false } }
  const report = await runCampaign(blind, { workers: 0 })
  expect(report.cells).toMatchObject([{ worst: 'not', unnoticed: 2, landed: 2 }])
})

test('what a release brings is proved in whichever region it shows first, before going back ends it in the others', async () => {
  const fleet = fintech({ services: 40, databases: 10 })
  const scenario = of({ faults: ['crash-loop', 'dependency-not-ready', 'deadlock'], policies: ['readiness-failures'] })
  const asked = { ...scenario, fleet, campaign: { ...scenario.campaign!, tiers: ['standard'], repetitions: 20 } }
  const report = await runCampaign(scenarioSchema.parse(asked), { workers: 0 })
  expect(report.cells.map(({ fault, landed }) => [fault, landed])).toEqual([
    ['crash-loop', 20],
    ['dependency-not-ready', 20],
    ['deadlock', 20],
  ])
})

test('a worse way back than is accepted is a miss', async () => {
  const scenario = of({
    faults: ['bad-release'],
    policies: ['manual', 'guarded'],
    tiers: ['critical'],
    repetitions: 2,
    accept: 'approval',
  })
  expect((await runCampaign(scenario, { workers: 0 })).misses).toEqual([
    'bad-release with manual in critical: by-hand, at least approval is accepted',
  ])
})

test('a campaign that does more damage than its blast radius allows is stopped, and says why', async () => {
  const faults = ['bad-release', 'region-loss', 'pod-crash']
  const scenario = of({ faults, repetitions: 4, blastRadius: { failedDeployments: 0.5 } })
  const report = await runCampaign(scenario, { workers: 0 })
  expect(report.stopped).toMatch(/Safety stop after \d+ deployments: .* at most 50 % may/)
  expect(report.cells.length).toBeLessThan(report.planned)
  expect(report.notes).toContain('It was stopped before the controls without faults were run.')
  expect(report.notes.filter((note) => note.includes('did not all succeed'))).toEqual([])
  expect(
    (
      await runCampaign(of({ faults: ['pod-crash'], repetitions: 4, blastRadius: { failedDeployments: 0.5 } }), {
        workers: 0,
      })
    ).stopped,
  ).toBeNull()
})

test('the same seed gives the same campaign', async () => {
  const scenario = of({ faults: ['bad-release', 'node-loss'], policies: ['guarded'], repetitions: 2 })
  expect(await runCampaign(scenario, { workers: 0, seed: 7 })).toEqual(
    await runCampaign(scenario, { workers: 0, seed: 7 }),
  )
})

test.each(['half', 'third'] as const)('a %s of the design has every pair of levels equally often', (design) => {
  const faults = [...FAULTS.values()]
    .filter(({ selects }) => selects.includes('tier'))
    .slice(0, 6)
    .map(({ name }) => name)
  const policies =
    design === 'half' ? (['manual', 'guarded'] as const) : (['manual', 'guarded', 'any-failure'] as const)
  const tiers = design === 'half' ? TIERS.slice(0, 2) : TIERS
  const cells = designOf(campaignSchema.parse({ faults, policies, design }), tiers)
  const full = designOf(campaignSchema.parse({ faults, policies }), tiers)
  expect(cells.length).toBe(full.length / (design === 'half' ? 2 : 3))
  const pairs = (key: (cell: (typeof cells)[number]) => string) =>
    new Set([...Map.groupBy(cells, key).values()].map((group) => group.length))
  expect(pairs(({ fault, policy }) => `${fault} ${policy}`).size).toBe(1)
  expect(pairs(({ fault, tier }) => `${fault} ${tier}`).size).toBe(1)
  expect(pairs(({ policy, tier }) => `${policy} ${tier}`).size).toBe(1)
})
