import type { DeploymentRow } from '../../src/analysis/row.ts'

/** A deployment as analysis gives it; what a test is about is overridden. */
export const row = (changes: Partial<DeploymentRow> = {}): DeploymentRow => ({
  address: { stretch: 4, deployment: 11 },
  triggeredAt: 86_400_000,
  outcome: 'succeeded',
  changedServices: 20,
  durationMs: 1_086_000,
  stageMs: { build: 282_000, test: 246_000, 'deploy-production': 300_000 },
  jobWaitMs: 18_000,
  cacheHits: 140,
  cacheMisses: 57,
  manualSteps: 2,
  engineerMs: 1_860_000,
  runnerMs: 3_360_000,
  requestsSent: 900_000,
  requestsLost: 0,
  criticalMs: { 'build/layer-build': 174_000 },
  recovery: null,
  failure: null,
  faultsLanded: [],
  flawsCaught: [],
  ...changes,
})

/** A deployment that failed and was repaired by hand. */
export const failedRow = (message: string): DeploymentRow =>
  row({
    address: { stretch: 12, deployment: 3 },
    outcome: 'failed',
    durationMs: null,
    recovery: {
      totalMs: 7_260_000,
      detectMs: 780_000,
      decideMs: 1_860_000,
      actMs: 3_480_000,
      verifyMs: 1_140_000,
      path: 'alert',
      dataCorrupted: false,
    },
    failure: { class: 'manual-error', cause: 'manual-error', message, service: 'payment', stage: 'deploy-production' },
    faultsLanded: ['bad-release', 'drift'],
    flawsCaught: ['flaky-test'],
  })
