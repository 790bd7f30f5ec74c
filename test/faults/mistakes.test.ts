import { beforeAll, describe, expect, test } from 'vitest'
import withAlert from '../../scenarios/faults/progress-deadline/alert.ts'
import deadlineAlone from '../../scenarios/faults/progress-deadline/deadline-alone.ts'
import suiteInput from '../../scenarios/suites/mistakes.ts'
import type { DeploymentRow } from '../../src/analysis/index.ts'
import { runScenario } from '../../src/experiment/run-scenario.ts'
import { runSuite, type SuiteRun } from '../../src/experiment/run-suite.ts'
import { minutes } from '../../src/model/units.ts'
import { validateScenario, validateSuite } from '../../src/model/validate.ts'
import { pairedDifferenceOfClusters } from '../../src/stats/index.ts'

const RUNS = 160
const rows = new Map<string, DeploymentRow[]>()
let run: SuiteRun

beforeAll(async () => {
  const { value: suite } = validateSuite(suiteInput, 'scenarios/suites/mistakes.ts')
  run = await runSuite(suite, {
    runs: RUNS,
    workers: 0,
    onRows: (index, more) => {
      const { name } = suite.scenarios[index]!
      rows.set(name, [...(rows.get(name) ?? []), ...more])
    },
  })
}, 180_000)

const change = (pair: string, metric: string) =>
  run.report.comparisons.find((one) => one.from === `mistakes/${pair}/mistake` && one.metric === metric)!.difference

/** A share of deployments by stretch, in one scenario of a pair. */
const shareOf = (scenario: string, holds: (row: DeploymentRow) => boolean): number[][] => {
  const stretches: number[][] = []
  for (const row of rows.get(scenario)!) (stretches[row.address.stretch] ??= []).push(Number(holds(row)))
  return stretches
}

test.each([
  ['big-bang', 'change.failure.rate'],
  ['stale-cache', 'pipeline.failure.rate'],
  ['shared-state', 'pipeline.failure.rate'],
  ['drift', 'change.failure.rate'],
  ['mesh-latency', 'change.failure.rate'],
  ['mesh-latency', 'downtime.requests.lost'],
  ['no-criteria', 'recovery.duration'],
])('the cure of %s lowers %s, with an interval that excludes zero', (pair, metric) => {
  const { value, high } = change(pair, metric)
  expect(value).toBeLessThan(0)
  expect(high).toBeLessThan(0)
})

test('going back over an irreversible migration corrupts data each time, and the guard never lets it', () => {
  const isCorrupted = (row: DeploymentRow): boolean => row.recovery?.dataCorrupted === true
  const mistake = shareOf('mistakes/blind-rollback/mistake', isCorrupted)
  const cure = shareOf('mistakes/blind-rollback/cure', isCorrupted)
  const hit = rows
    .get('mistakes/blind-rollback/mistake')!
    .filter((row) => row.faultsLanded.includes('irreversible-migration'))
  expect(hit.length).toBeGreaterThan(10)
  expect(hit.every(isCorrupted)).toBe(true)
  expect(cure.flat().every((one) => one === 0)).toBe(true)
  expect(pairedDifferenceOfClusters(mistake, cure, { confidence: 0.95, seed: 1 }).difference.high).toBeLessThan(0)
})

test('a stale build ships green where nothing compares revisions: it fails no more often than a pipeline without it', () => {
  const isBad = (row: DeploymentRow): boolean => row.outcome !== 'succeeded'
  const bad = (scenario: string): number =>
    shareOf(scenario, isBad)
      .flat()
      .reduce((sum, one) => sum + one, 0)
  expect(bad('mistakes/stale-cache/unnoticed')).toBe(bad('mistakes/stale-cache/cure'))
  expect(bad('mistakes/stale-cache/mistake')).toBeGreaterThan(bad('mistakes/stale-cache/cure'))
})

test('every fault of the pairs landed', () => {
  for (const { report } of run.scenarios) expect(report.invalid, report.scenario.name).toBeUndefined()
})

describe('a rollout that is stuck', () => {
  const recovery = async (scenario: unknown) =>
    (await runScenario(validateScenario(scenario, 'test').value, { runs: RUNS, workers: 0 })).report

  test('cannot be recovered from in 8 minutes when progressDeadlineSeconds alone tells of it; with an alert it is', async () => {
    const alone = await recovery(deadlineAlone)
    const alert = await recovery(withAlert)
    expect(alone.measurements['recovery.duration']!.mean.low).toBeGreaterThan(minutes(10))
    expect(alone.verdicts[0]!.status).toBe('fail')
    expect(alert.measurements['recovery.duration']!.mean.high).toBeLessThan(minutes(8))
    expect(alert.verdicts[0]!.status).toBe('pass')
    expect(new Set(alone.failures.filter((one) => one.cause === 'fault').map((one) => one.detectedBy))).toEqual(
      new Set(['progress-deadline']),
    )
  })
})
