import { expect, test } from 'vitest'
import { explainRun } from '../../../src/analysis/index.ts'
import { pipelineSchema } from '../../../src/model/pipeline.ts'
import { gitops } from '../../../src/presets/index.ts'
import { eventsOf, rehearsal, rehearse } from '../../rehearsal.ts'

const scenario = rehearsal({
  services: [
    { name: 'web', replicas: 4, probes: { readiness: {} } },
    { name: 'api', replicas: 2, probes: { readiness: {} } },
  ],
  pipeline: gitops({ runners: 2 }),
  deployments: { perDay: 6, daysPerStretch: 1 },
})
const [first, second] = rehearse(scenario, { deployments: 6 })

test('the parts of the path follow each other without a gap and sum to the duration', () => {
  const { path, durationMs } = explainRun(first!)
  for (const [i, part] of path.slice(1).entries()) expect(part.fromMs).toBe(path[i]!.fromMs + path[i]!.ms)
  expect(path.reduce((sum, { ms }) => sum + ms, 0)).toBe(durationMs)
})

test('what was lost by stage and by step sums to the difference of the durations', () => {
  const run = explainRun(first!, { median: second! })
  const difference = run.durationMs! - run.median!.durationMs
  for (const lost of [run.lostByStage, run.lostByStep]) {
    expect(lost.reduce((sum, { lostMs }) => sum + lostMs, 0)).toBe(difference)
  }
})

test('a deployment is not compared with itself', () => {
  expect(explainRun(first!, { median: first! })).toMatchObject({ median: null, lostByStage: [] })
})

test('guards are known as on or off only where the pipeline is', () => {
  const bad = rehearse(
    rehearsal({
      services: [{ name: 'web', replicas: 4, probes: { readiness: {} } }],
      pipeline: { ...gitops(), rollback: { policy: 'guarded' } },
      mechanisms: {
        defects: { perChangedService: 1 },
        test: { unitCatches: 0, integrationCatches: 0 },
        detection: { stagingCatchesCrash: 0, stagingCatchesErrors: 0 },
      },
    }),
  )[0]!
  expect(eventsOf(bad, 'failure.detected')).toHaveLength(1)
  const known = explainRun(bad, { pipeline: pipelineSchema.parse(gitops()) })
  expect(known.guards.find(({ name }) => name === 'staging')?.on).toBe(true)
  expect(known.guards.find(({ name }) => name === 'smoke-test')?.on).toBe(false)
  expect(explainRun(bad).guards.every(({ on }) => on === null)).toBe(true)
  expect(known.recovery).toMatchObject({ decidedBy: 'policy', action: 'revert' })
})
