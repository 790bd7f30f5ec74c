import { expect, test } from 'vitest'
import { hasFamily } from '../../../src/analysis/attribution/families.ts'
import type { DeploymentRow } from '../../../src/analysis/index.ts'
import { measure } from '../../../src/analysis/measure.ts'
import { simulateStretch } from '../../../src/experiment/stretch.ts'
import { FAULTS } from '../../../src/faults/index.ts'
import { trialScenario } from '../../../src/faults/trial-scenario.ts'
import { gitops } from '../../../src/index.ts'
import { CAUSES } from '../../../src/model/failure.ts'

/** The row of the trial of a fault in a pipeline. */
function rowOf(fault: string, pipeline = gitops()): DeploymentRow {
  const rows: DeploymentRow[] = []
  const kind = FAULTS.get(fault)!
  simulateStretch(trialScenario(kind, pipeline, [{ kind: fault }]), {
    seed: 1,
    stretch: 0,
    measured: 1,
    onRecording: (recording) => rows.push(measure(recording)),
  })
  return rows[0]!
}

test.each([...FAULTS.keys(), ...CAUSES])('%s belongs to a family', (origin) => {
  expect(hasFamily(origin)).toBe(true)
})

test.each([...FAULTS.keys()])('a deployment with %s is put down to it', (fault) => {
  expect(rowOf(fault).attribution?.origin).toBe(fault)
})

test('a bad release is let through by the tests and by staging, and met by the alert in production', () => {
  expect(rowOf('bad-release').attribution).toMatchObject({
    family: 'release',
    shownIn: 'production',
    letThroughBy: ['test', 'deploy-staging'],
    caughtBy: 'alert',
    ended: 'rolled-back',
  })
})

test('what a gate stops has not got past the stage of the gate', () => {
  expect(rowOf('vulnerability-found').attribution).toMatchObject({
    shownIn: 'security-scan',
    letThroughBy: [],
    ended: 'blocked',
  })
})

test('a stale build that nobody notices has not healed: the deployment looks well, and the row says that it is not', () => {
  const unnoticed = rowOf('stale-cache', gitops({ provenanceCheck: false }))
  expect(unnoticed).toMatchObject({
    outcome: 'succeeded',
    unnoticed: ['stale-cache'],
    attribution: { ended: 'unnoticed', caughtBy: null },
  })
  const noticed = rowOf('stale-cache')
  expect(noticed.outcome).toBe('blocked')
  expect(noticed.unnoticed).toBeUndefined()
})

test('what heals by itself is attributed with whoever reacted to it, and with how long it lasted', () => {
  const row = rowOf('pod-crash')
  expect(row).toMatchObject({ outcome: 'self-healed', attribution: { ended: 'self-healed', caughtBy: 'kubelet' } })
  expect(row.healedMs).toBeGreaterThan(0)
})
