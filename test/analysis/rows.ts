import type { DeploymentRow } from '../../src/analysis/index.ts'
import { reachedProduction } from '../../src/model/outcome.ts'

/** A row in which everything that a test does not care for is zero. */
export function row(stretch: number, deployment: number, of: Partial<DeploymentRow> = {}): DeploymentRow {
  const outcome = of.outcome ?? 'succeeded'
  return {
    address: { stretch, deployment },
    triggeredAt: 0,
    outcome,
    changedServices: 1,
    durationMs: reachedProduction(outcome) ? 60_000 : null,
    stageMs: {},
    jobWaitMs: 0,
    cacheHits: 0,
    cacheMisses: 0,
    manualSteps: 0,
    engineerMs: 0,
    runnerMs: 0,
    requestsSent: 0,
    requestsLost: 0,
    criticalMs: {},
    recovery: null,
    failure: null,
    faultsLanded: [],
    flawsCaught: [],
    ...of,
  }
}

/** A recovery of a row; its parts are a quarter each. */
export const recoveryOf = (totalMs: number): NonNullable<DeploymentRow['recovery']> => ({
  totalMs,
  detectMs: totalMs / 4,
  decideMs: totalMs / 4,
  actMs: totalMs / 4,
  verifyMs: totalMs / 4,
  path: 'alert',
  dataCorrupted: false,
})

/** A failure of a row. */
export const failed = (
  cause: NonNullable<DeploymentRow['failure']>['cause'],
  stage = 'production',
): NonNullable<DeploymentRow['failure']> => ({ cause, stage, class: 'script-failure', message: `${cause} happened` })

/** Numbers that look random and are the same everywhere (a linear congruence, Numerical Recipes §7.1). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Stages of {@link plausibleRows}. */
export const STAGES = ['build', 'test', 'security-scan', 'infrastructure', 'deploy-staging', 'deploy-production']

/** Rows as a pipeline with six stages gives them: `perStretch` deployments in each of so many stretches. */
export function plausibleRows(stretches: number, perStretch: number, seed = 1): DeploymentRow[] {
  const next = numbers(seed)
  const rows: DeploymentRow[] = []
  for (let stretch = 0; stretch < stretches; stretch++) {
    for (let deployment = 0; deployment < perStretch; deployment++) {
      const failure = next() < 0.05 ? failed(next() < 0.5 ? 'code-defect' : 'drift') : null
      const stageMs = Object.fromEntries(STAGES.map((stage) => [stage, Math.round(60_000 * (1 + 3 * next()))]))
      const durationMs = Object.values(stageMs).reduce((a, b) => a + b, 0)
      rows.push(
        row(stretch, deployment, {
          outcome: failure === null ? 'succeeded' : next() < 0.5 ? 'failed' : 'rolled-back',
          durationMs,
          stageMs,
          criticalMs: Object.fromEntries(Object.entries(stageMs).map(([stage, ms]) => [`${stage}/task`, ms])),
          jobWaitMs: Math.round(next() * 90_000),
          cacheHits: Math.round(next() * 60),
          cacheMisses: Math.round(next() * 40),
          manualSteps: 2,
          engineerMs: Math.round(durationMs * next()),
          runnerMs: durationMs * 4,
          requestsLost: next() < 0.1 ? 12 : 0,
          failure,
          recovery: failure === null ? null : recoveryOf(4 * Math.round(60_000 + next() * 500_000)),
        }),
      )
    }
  }
  return rows
}
