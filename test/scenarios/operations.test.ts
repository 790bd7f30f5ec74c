import { describe, expect, test } from 'vitest'
import approvalNeverComes from '../../scenarios/operations/approval-never-comes.ts'
import blueGreen from '../../scenarios/operations/database-blue-green.ts'
import expandContract from '../../scenarios/operations/database-expand-contract.ts'
import inPlace from '../../scenarios/operations/database-in-place.ts'
import expiredCredential from '../../scenarios/operations/expired-credential.ts'
import { bigBang, incremental } from '../../scenarios/operations/migration-of-200.ts'
import regionLoss from '../../scenarios/operations/region-loss.ts'
import spotReclaim from '../../scenarios/operations/spot-reclaim.ts'
import ownState from '../../scenarios/operations/state-own.ts'
import sharedState from '../../scenarios/operations/state-shared.ts'
import { type DeploymentRow, measure } from '../../src/analysis/index.ts'
import { simulateStretch } from '../../src/experiment/stretch.ts'
import { minutes } from '../../src/model/units.ts'
import { validateScenario } from '../../src/model/validate.ts'

/** The deployments of some stretches of a scenario. */
function run(input: unknown, stretches: number, measured = 20): DeploymentRow[] {
  const scenario = validateScenario(input, 'test').value
  const rows: DeploymentRow[] = []
  for (let stretch = 0; stretch < stretches; stretch++) {
    simulateStretch(scenario, { seed: 1, stretch, measured, onRecording: (recording) => rows.push(measure(recording)) })
  }
  return rows
}

const hit = (rows: readonly DeploymentRow[], fault: string): DeploymentRow[] =>
  rows.filter((row) => row.faultsLanded.includes(fault))
const share = (rows: readonly DeploymentRow[], holds: (row: DeploymentRow) => boolean): number =>
  rows.filter(holds).length / rows.length
const isCorrupted = (row: DeploymentRow): boolean => row.recovery?.dataCorrupted === true

test('an approval that never comes blocks a deployment at its time limit, before production', () => {
  const rows = hit(run(approvalNeverComes, 2), 'approval-never-comes')
  expect(rows.length).toBeGreaterThan(5)
  expect(share(rows, (row) => row.outcome === 'blocked')).toBe(1)
  expect(share(rows, (row) => row.failure?.class === 'timeout')).toBe(1)
})

test('an expired credential blocks a deployment', () => {
  const rows = hit(run(expiredCredential, 2), 'expired-credential')
  expect(rows.length).toBeGreaterThan(5)
  expect(share(rows, (row) => row.outcome === 'blocked' && row.failure?.class === 'credential-rejected')).toBe(1)
})

test('a spot machine that is taken back does not stop a deployment: its pods find room, or a new machine', () => {
  const rows = hit(run(spotReclaim, 2), 'spot-reclaim')
  expect(rows.length).toBeGreaterThan(5)
  expect(share(rows, (row) => row.outcome === 'self-healed')).toBeGreaterThan(0.9)
})

test('the loss of a region cannot be rolled back: a person has to act', () => {
  const rows = hit(run(regionLoss, 2), 'region-loss')
  expect(rows.length).toBeGreaterThan(2)
  expect(share(rows, (row) => row.outcome === 'failed' || row.outcome === 'self-healed')).toBe(1)
  expect(share(rows, (row) => row.outcome === 'failed')).toBeGreaterThan(0.5)
  expect(share(rows, (row) => row.requestsLost !== null && row.requestsLost > 0)).toBe(1)
})

test('other teams block deployments that share a state with them, and hardly those that have one of their own', () => {
  const isLocked = (row: DeploymentRow): boolean => row.failure?.class === 'state-locked'
  const shared = share(run(sharedState, 3), isLocked)
  const own = share(run(ownState, 3), isLocked)
  expect(shared).toBeGreaterThan(0.05)
  expect(own).toBeLessThan(shared / 2)
})

describe('going back after a migration that the version before cannot live with', () => {
  test('corrupts data where it ran in place, and not where it only added or where the old database is still there', () => {
    expect(share(run(inPlace, 2), isCorrupted)).toBeGreaterThan(0.02)
    expect(share(run(expandContract, 2), isCorrupted)).toBe(0)
    expect(share(run(blueGreen, 2), isCorrupted)).toBe(0)
  })

  test('corrupts data when the window of the blue/green database is over', () => {
    const short = { ...blueGreen, mechanisms: { ...blueGreen.mechanisms, blueGreenDatabase: { window: minutes(1) } } }
    expect(share(run(short, 2), isCorrupted)).toBeGreaterThan(0.02)
  })
})

test('200 services at once meet dependencies that nobody wrote down; ten a week, each after what it depends on, do not', () => {
  const together = run(bigBang, 2, 1)
  const weekly = run(incremental, 1, 20)
  const fromDependencies = (row: DeploymentRow): boolean => row.failure?.cause === 'dependency-not-ready'
  expect(share(together, (row) => row.outcome === 'failed' && fromDependencies(row))).toBe(1)
  expect(share(weekly, fromDependencies)).toBe(0)
  expect(share(weekly, (row) => row.outcome === 'succeeded')).toBeGreaterThan(0.7)
})

test('a migration takes every service once, the least critical first', () => {
  const scenario = validateScenario(incremental, 'test').value
  const tiers = new Map(scenario.fleet.services.map(({ name, tier }) => [name, tier]))
  const order: string[] = []
  simulateStretch(scenario, {
    seed: 1,
    stretch: 0,
    measured: 20,
    onRecording: ({ events }) => {
      for (const event of events) if (event.kind === 'deployment.triggered') order.push(...event.changedServices)
    },
  })
  expect(new Set(order).size).toBe(200)
  expect(order).toHaveLength(200)
  const criticality = order.map((name) => ['standard', 'important', 'critical'].indexOf(tiers.get(name)!))
  expect(criticality).toEqual(criticality.toSorted((a, b) => a - b))
})
