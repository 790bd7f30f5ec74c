import { describe, expect, it } from 'vitest'
import { constant } from '../../../src/model/distribution.ts'
import type { JobInput } from '../../../src/model/pipeline.ts'
import { eventsOf, outcomeOf, rehearsal, rehearse, rehearseOne, spanOf } from '../../rehearsal.ts'

const seconds = (n: number) => constant(n * 1_000)

const terraform = (more: Partial<Extract<JobInput, { kind: 'terraform' }>> = {}): JobInput => ({
  kind: 'terraform',
  name: 'terraform',
  review: 'none',
  ...more,
})

const calm = {
  init: seconds(10),
  refreshPerResource: 1_000,
  parallelism: 10,
  applyPerChange: seconds(30),
  changesPerApply: constant(25),
  checksum: seconds(5),
  driftPerRegionDay: 0,
  lockHolderCrash: 0,
}

function infrastructure(
  more: Partial<Extract<JobInput, { kind: 'terraform' }>>,
  of: { changes?: number; mechanisms?: object; people?: object; perDay?: number; regions?: string[] } = {},
) {
  return rehearsal({
    regions: of.regions ?? ['here'],
    services: [
      { name: 'web', team: 'one' },
      { name: 'api', team: 'two' },
    ],
    pipeline: { stages: [{ name: 'infrastructure', jobs: [terraform(more)] }] },
    deployments: { infrastructureChanges: of.changes ?? 0, perDay: of.perDay ?? 1 },
    mechanisms: { terraform: { ...calm, ...of.mechanisms }, people: { planReview: seconds(300), ...of.people } },
  })
}

const lasts = (scenario: ReturnType<typeof infrastructure>, job = 'terraform/here') =>
  spanOf(rehearseOne(scenario), job).finished / 1_000

describe('Terraform', () => {
  it('refreshes all resources, so many at once as it has workers', () => {
    expect(lasts(infrastructure({}))).toBe(10 + 100 / 10)
  })

  it('applies changes on its ten workers', () => {
    expect(lasts(infrastructure({}, { changes: 1 }))).toBe(10 + 10 + 3 * 30)
  })

  it('looks at checksums only when nothing changed and unchanged states are skipped', () => {
    expect(lasts(infrastructure({ skipUnchanged: true }))).toBe(5)
  })

  it('plans the state of one team only when that team changed something', () => {
    expect(lasts(infrastructure({ skipUnchanged: true, states: 'per-team' }, { changes: 1 }))).toBe(5 + 10 + 5 + 3 * 30)
  })

  it('has plans reviewed as the pipeline asks', () => {
    expect(lasts(infrastructure({ review: 'every-plan' }))).toBe(20 + 300)
    expect(lasts(infrastructure({ review: 'changes' }))).toBe(20)
  })

  it('works on regions one after another or side by side', () => {
    const regions = ['here', 'there']
    expect(lasts(infrastructure({ regions: 'one-by-one' }, { regions }), 'terraform')).toBe(40)
    expect(lasts(infrastructure({ regions: 'parallel' }, { regions }), 'terraform/there')).toBe(20)
  })
})

describe('the state lock', () => {
  const long = { refreshPerResource: (6 * 3_600_000) / 10 }

  it('fails at once when it is busy and no timeout is set', () => {
    const [, second] = rehearse(infrastructure({ timeoutMs: 1e9 }, { perDay: 2, mechanisms: long }), { deployments: 2 })
    expect(eventsOf(second!, 'job.finished')[0]?.failure?.class).toBe('state-locked')
    expect(outcomeOf(second!)).toBe('blocked')
  })

  it('is waited for as long as -lock-timeout says', () => {
    const scenario = infrastructure({ timeoutMs: 1e9, lockTimeoutMs: 3 * 3_600_000 }, { perDay: 2, mechanisms: long })
    const [first, second] = rehearse(scenario, { deployments: 2 })
    expect(outcomeOf(second!)).toBe('succeeded')
    const { at, wait } = eventsOf(second!, 'lock')[0]!
    const gap = second!.events[0]!.at - first!.events[0]!.at
    expect(at - second!.events[0]!.at).toBe(spanOf(first!, 'terraform/here').finished - gap)
    // Initialising comes first, and needs no lock.
    expect(wait).toBe(spanOf(first!, 'terraform/here').finished - gap - 10_000)
  })
})

describe('drift', () => {
  const drifting = { driftPerRegionDay: 50, driftHarm: 1 }

  it('makes a plan destructive, which a reviewer stops', () => {
    const scenario = infrastructure({ review: 'every-plan' }, { mechanisms: drifting, people: { reviewCatches: 1 } })
    const recording = rehearseOne(scenario)
    expect(eventsOf(recording, 'job.finished')[0]?.failure).toMatchObject({ class: 'destructive-plan', cause: 'drift' })
  })

  it('is overwritten by an apply that nobody reviews, and then hurts production', () => {
    const scenario = rehearsal({
      pipeline: {
        monitoring: 'alerts',
        stages: [
          { name: 'infrastructure', jobs: [terraform()] },
          {
            name: 'deploy-production',
            jobs: [{ kind: 'deploy', name: 'production', environment: 'production', delivery: 'kubectl' }],
          },
        ],
      },
      mechanisms: { terraform: { ...calm, ...drifting } },
    })
    const recording = rehearseOne(scenario)
    expect(outcomeOf(recording)).toBe('failed')
    expect(eventsOf(recording, 'impact.started')[0]?.failure.cause).toBe('drift')
  })
})
