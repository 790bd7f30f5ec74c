import { expect, test } from 'vitest'
import { parseBaseline } from '../../../src/experiment/gate/baseline.ts'
import { type CheckOptions, checkScenario } from '../../../src/experiment/gate/check-scenario.ts'
import { makeBaseline } from '../../../src/experiment/gate/make-baseline.ts'
import type { CheckReport } from '../../../src/model/check.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import { tested } from './tested.ts'

const against = (scenario: Scenario, other: Scenario, runs: number, options: CheckOptions = {}): Promise<CheckReport> =>
  checkScenario(
    scenario,
    { kind: 'scenario', file: 'other.ts', scenario: other, runs, seed: 1 },
    { workers: 0, ...options },
  )

async function againstBaseline(scenario: Scenario, before: Scenario, seatrial = '0.0.9'): Promise<CheckReport> {
  const provenance = { seatrial, commit: 'c0ffee', dirty: false, writtenAt: '2030-01-01T00:00:00.000Z' }
  const made = await makeBaseline(before, provenance, { runs: 40, seed: 5, workers: 0 })
  const baseline = parseBaseline(made?.text ?? '', 'baseline.json')
  const reference = { kind: 'baseline', file: 'baseline.json', baseline, scenario: before, unreadable: null } as const
  return checkScenario(scenario, reference, { workers: 0 })
}

test('after a change of code that has no influence the check finds identical bytes', async () => {
  const report = await againstBaseline(tested(), tested())
  expect(report).toMatchObject({ status: 'identical', seed: 5, runs: 40, stretches: 10, changes: [] })
  expect(report.against.provenance).toMatchObject({ seatrial: '0.0.9', commit: 'c0ffee' })
  expect(new Set(report.metrics.map(({ status }) => status))).toEqual(new Set(['identical']))
})

test('another description changes no byte, and is named as without influence', async () => {
  const report = await againstBaseline(tested({ description: 'new words' }), tested())
  expect(report.status).toBe('identical')
  expect(report.changes).toMatchObject([{ path: 'description', after: 'new words', kind: 'none', worth: [] }])
})

test('suites that are 1 % slower are found with 20 paired deployments', async () => {
  const report = await against(tested({ slower: 1.01 }), tested(), 20)
  expect(report).toMatchObject({ status: 'regression', runs: 20, stretches: 10 })
  const stage = report.metrics.find(({ metric }) => metric === 'stage.test.duration')
  expect(stage).toMatchObject({ status: 'regression', gating: true })
  expect(stage?.ratio.value).toBeGreaterThan(1.005)
  expect(stage?.ratio.value).toBeLessThan(1.01)
})

test('suites that are faster pass, and so does the whole', async () => {
  const report = await against(tested({ slower: 0.9 }), tested(), 40)
  expect(report.metrics.find(({ metric }) => metric === 'stage.test.duration')).toMatchObject({ status: 'pass' })
  expect(report.status).toBe('pass')
})

test('each difference is worth what it makes alone, and what two make together adds up', async () => {
  const report = await against(tested({ approvalMs: 120_000, slower: 1.2 }), tested(), 40)
  const worth = (path: string): number =>
    report.changes.find((change) => change.path === path)?.worth[0]?.difference.value ?? Number.NaN
  const approval = worth('mechanisms.people.approval.median')
  const suites = worth('fleet.services.*.suites.*.duration.median')
  expect(report.changes).toHaveLength(2)
  expect(report.changes[0]).toMatchObject({ places: 4, before: '1 min', after: '1.2 min', kind: 'worth' })
  expect(approval).toBeGreaterThan(30_000)
  const total = report.metrics.find(({ metric }) => metric === 'deployment.duration')?.difference.value ?? Number.NaN
  const together = report.together?.[0]?.difference.value ?? Number.NaN
  expect(approval + suites + together).toBeCloseTo(total, 0)
})

test('what code changed is told from what the scenario changed', async () => {
  const before = tested()
  const made = await makeBaseline(
    before,
    { seatrial: '1', commit: null, dirty: null, writtenAt: '' },
    { runs: 40, seed: 1, workers: 0 },
  )
  const baseline = parseBaseline(made?.text ?? '', 'b.json')
  // What another version of the code would have written: every deployment half a minute faster.
  const columns = {
    ...baseline.rows.columns,
    durationMs: baseline.rows.columns.durationMs?.map((ms) => (ms ?? 0) - 30_000) ?? [],
  }
  const other = { ...baseline, rows: { ...baseline.rows, columns } }
  const reference = { kind: 'baseline', file: 'b.json', baseline: other, scenario: before, unreadable: null } as const
  const report = await checkScenario(tested({ approvalMs: 61_000 }), reference, { workers: 0 })
  expect(report.status).toBe('regression')
  expect(report.code?.worth[0]).toMatchObject({ metric: 'deployment.duration', difference: { value: 30_000 } })
  const approval = report.changes[0]?.worth[0]?.difference.value ?? Number.NaN
  expect(approval).toBeGreaterThan(500)
  expect(approval).toBeLessThan(2_000)
})

test('a baseline whose scenario is not valid any more is compared, and says that it explains nothing', async () => {
  const before = tested()
  const made = await makeBaseline(
    before,
    { seatrial: '1', commit: null, dirty: null, writtenAt: '' },
    { runs: 20, seed: 1, workers: 0 },
  )
  const baseline = parseBaseline(made?.text ?? '', 'b.json')
  const reference = { kind: 'baseline', file: 'b.json', baseline, scenario: undefined, unreadable: 'gone' } as const
  const report = await checkScenario(before, reference, { workers: 0 })
  expect(report.status).toBe('identical')
  expect(report.notes[0]).toContain('(gone)')
})

test('one stretch shows nothing, so that a change is neither a regression nor a pass', async () => {
  const report = await against(tested({ approvalMs: 90_000 }), tested(), 1)
  expect(report.status).toBe('inconclusive')
})

test('many more defects are a regression of the failure rates', async () => {
  const report = await against(tested({ defects: 0.5 }), tested({ defects: 0.01 }), 80, {
    metrics: ['pipeline.failure.rate'],
  })
  expect(report.status).toBe('regression')
})

test('a gating metric that there is not is refused with the nearest name', async () => {
  await expect(against(tested(), tested(), 2, { metrics: ['deployment.duraton'] })).rejects.toMatchObject({
    problems: [{ remedy: 'did you mean "deployment.duration"?' }],
  })
})

test('a check that is stopped compares nothing', async () => {
  const report = await against(tested(), tested(), 20, { signal: AbortSignal.abort() })
  expect(report).toMatchObject({ partial: true, status: 'inconclusive', metrics: [] })
})

test('a difference that is not valid alone is named, the others are run', async () => {
  const before = tested()
  const after = structuredClone(before)
  const [payment] = after.fleet.services
  const [region] = after.fleet.regions
  if (payment === undefined || region === undefined) throw new Error('the small scenario has both')
  after.fleet.services.push({ ...payment, name: 'refund', dependsOn: [] })
  payment.dependsOn = ['refund']
  after.mechanisms.people.approval = { kind: 'lognormal', median: 90_000, sigma: 0.5 }
  const report = await against(after, before, 20)
  expect(report.changes.map(({ path, kind }) => [path, kind])).toEqual([
    ['fleet.services', 'worth'],
    ['fleet.services.payment.dependsOn', 'not-alone'],
    ['mechanisms.people.approval.median', 'worth'],
  ])
  expect(report.changes[0]).toMatchObject({ before: '–', after: 'refund' })
  expect(report.together).toBeNull()
})
