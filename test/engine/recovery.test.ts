import { describe, expect, it } from 'vitest'
import { constant } from '../../src/model/distribution.ts'
import type { JobInput, PipelineInput } from '../../src/model/pipeline.ts'
import { eventsOf, outcomeOf, rehearsal, rehearse, rehearseOne } from '../rehearsal.ts'

const seconds = (n: number) => constant(n * 1_000)

const production = (delivery: 'kubectl' | 'gitops'): JobInput => ({
  kind: 'deploy',
  name: 'production',
  environment: 'production',
  delivery,
})

/** Every change has a defect; by default one that keeps new pods from starting. */
function bad(
  pipeline: Partial<PipelineInput>,
  of: {
    errors?: number
    database?: 'compatible' | 'irreversible'
    jobs?: JobInput[]
    more?: object
    probes?: object
    people?: object
  } = {},
) {
  const delivery = pipeline.monitoring === 'people' ? 'kubectl' : 'gitops'
  return rehearsal({
    services: [{ name: 'web', replicas: 4, startup: seconds(10), probes: of.probes ?? { readiness: {} } }],
    pipeline: {
      stages: [{ name: 'deploy-production', jobs: of.jobs ?? [production(delivery)] }],
      ...pipeline,
    },
    deployments: {
      databaseChanges: of.database === undefined ? 0 : 1,
      irreversibleMigrations: of.database === 'irreversible' ? 1 : 0,
      ...of.more,
    },
    mechanisms: {
      defects: {
        perChangedService: 1,
        crashing: of.errors === undefined ? 1 : 0,
        errorRatio: constant(of.errors ?? 0),
        crashAfter: seconds(5),
      },
      gitops: { webhook: true },
      detection: { watchNotices: seconds(180) },
      people: { pageAcknowledge: seconds(120), diagnoseWithMarkers: seconds(180), approval: seconds(60), ...of.people },
    },
  })
}

const decided = (recording: ReturnType<typeof rehearseOne>) => eventsOf(recording, 'recovery.decided')[0]
const detected = (recording: ReturnType<typeof rehearseOne>) => eventsOf(recording, 'failure.detected')[0]
const migrate: JobInput = { kind: 'migrate', name: 'migrate' }
const after: JobInput = { ...production('gitops'), needs: ['migrate'] } as JobInput

describe('the rollback policy', () => {
  it('reverts at once when too many new pods fail', () => {
    const recording = rehearseOne(bad({ rollback: { policy: 'readiness-failures', readinessFailureRatio: 0.2 } }))
    expect(detected(recording)?.path).toBe('readiness-rule')
    expect(decided(recording)).toMatchObject({ by: 'policy', action: 'revert' })
    expect(decided(recording)!.at).toBe(detected(recording)!.at)
    expect(outcomeOf(recording)).toBe('rolled-back')
  })

  it('has errors that are not about readiness decided by a person who was paged', () => {
    const recording = rehearseOne(
      bad({ rollback: { policy: 'readiness-failures', readinessFailureRatio: 0.2 } }, { errors: 0.5 }),
    )
    expect(detected(recording)?.path).toBe('alert')
    expect(decided(recording)).toMatchObject({ by: 'approval', action: 'revert' })
    expect(decided(recording)!.at - detected(recording)!.at).toBe(300_000)
  })

  it('leaves the rolling back to a person', () => {
    const recording = rehearseOne(bad({ monitoring: 'people', rollback: { policy: 'manual' } }))
    expect(detected(recording)?.path).toBe('rollout-watch')
    expect(decided(recording)).toMatchObject({ by: 'person', action: 'roll-back-by-hand' })
    expect(outcomeOf(recording)).toBe('failed')
  })

  it('has everything repaired by hand when there is none', () => {
    const recording = rehearseOne(bad({ rollback: { policy: 'none' } }))
    expect(decided(recording)).toMatchObject({ by: 'person', action: 'repair-by-hand' })
    expect(outcomeOf(recording)).toBe('failed')
  })

  it('corrupts data when it reverts on any failure after a migration that cannot be undone', () => {
    const recording = rehearseOne(
      bad({ rollback: { policy: 'any-failure' } }, { database: 'irreversible', jobs: [migrate, after] }),
    )
    expect(decided(recording)).toMatchObject({ by: 'policy', action: 'revert' })
    expect(eventsOf(recording, 'recovery.verified')[0]?.dataCorrupted).toBe(true)
    expect(outcomeOf(recording)).toBe('failed')
  })

  it('asks first when a database changed and it is guarded, and corrupts nothing', () => {
    const guarded = (database: 'compatible' | 'irreversible') =>
      rehearseOne(bad({ rollback: { policy: 'guarded' } }, { database, jobs: [migrate, after] }))
    expect(decided(guarded('compatible'))).toMatchObject({ by: 'approval', action: 'revert' })
    expect(outcomeOf(guarded('compatible'))).toBe('rolled-back')
    expect(decided(guarded('irreversible'))).toMatchObject({ by: 'approval', action: 'repair-by-hand' })
    expect(eventsOf(guarded('irreversible'), 'recovery.verified')[0]?.dataCorrupted).toBe(false)
  })
})

describe('expand/contract migrations', () => {
  it('let the version before come back whatever the change was', () => {
    const compatible: JobInput = { ...migrate, backwardCompatible: true } as JobInput
    const recording = rehearseOne(
      bad({ rollback: { policy: 'any-failure' } }, { database: 'irreversible', jobs: [compatible, after] }),
    )
    expect(eventsOf(recording, 'recovery.verified')[0]?.dataCorrupted).toBe(false)
    expect(outcomeOf(recording)).toBe('rolled-back')
  })
})

describe('a recovery', () => {
  it('has its instants in order: impact, detected, decided, acted, verified, finished', () => {
    const recording = rehearseOne(bad({ rollback: { policy: 'readiness-failures', readinessFailureRatio: 0.2 } }))
    const at = (
      ['impact.started', 'failure.detected', 'recovery.decided', 'recovery.acted', 'recovery.verified'] as const
    ).map((kind) => eventsOf(recording, kind)[0]!.at)
    expect(at).toEqual([...at].sort((a, b) => a - b))
    expect(eventsOf(recording, 'deployment.healthy')).toEqual([])
  })

  it('keeps later deployments out of the environment until it is over', () => {
    const scenario = bad(
      { rollback: { policy: 'none' } },
      { more: { perDay: 480, daysPerStretch: 1 }, people: { diagnoseWithMarkers: seconds(600) } },
    )
    const [first, second] = rehearse(scenario, { deployments: 2 })
    const over = eventsOf(first!, 'deployment.finished')[0]!.at
    expect(eventsOf(second!, 'lock')[0]!.at).toBe(over)
  })

  it('brings back the revision that ran before', () => {
    const recording = rehearseOne(bad({ rollback: { policy: 'readiness-failures', readinessFailureRatio: 0.2 } }))
    const rollouts = eventsOf(recording, 'rollout.finished')
    expect(rollouts.at(-1)).toMatchObject({ healthy: true, service: 'web', environment: 'production' })
  })
})

describe('detection of a bad release', () => {
  it('takes a scrape, a rule, the time of the alert and the notifier, in this order', () => {
    const recording = rehearseOne(bad({ rollback: { policy: 'guarded' } }, { errors: 1 }))
    const delay = detected(recording)!.at - eventsOf(recording, 'impact.started')[0]!.at
    expect(delay).toBeGreaterThanOrEqual(90_000)
    expect(delay).toBeLessThanOrEqual(90_000 + 15_000 + 30_000)
  })

  it('comes by the alert when pods without a readiness probe crash after the rollout was complete', () => {
    const recording = rehearseOne(
      bad({ rollback: { policy: 'readiness-failures', readinessFailureRatio: 0.2 } }, { probes: {} }),
    )
    expect(detected(recording)?.path).toBe('alert')
  })

  it('is left to synthetic checks and customers below the threshold of the alert', () => {
    const paths = Array.from(
      { length: 30 },
      (_, seed) => detected(rehearseOne(bad({ rollback: { policy: 'guarded' } }, { errors: 0.01 }), seed))?.path,
    )
    expect(new Set(paths)).toEqual(new Set(['synthetic-check', 'customer-report']))
  })
})
