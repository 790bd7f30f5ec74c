import { describe, expect, it } from 'vitest'
import { requireReal } from '../../../src/experiment/real/require-real.ts'
import { InvalidInputError } from '../../../src/model/errors.ts'
import type { JobInput } from '../../../src/model/pipeline.ts'
import { type Scenario, scenarioSchema } from '../../../src/model/scenario.ts'

const scenario = (...jobs: readonly JobInput[]): Scenario =>
  scenarioSchema.parse({
    name: 'careful',
    fleet: {
      regions: [{ name: 'north', nodeGroups: [{ name: 'n', desired: 1, max: 1, cpuMilli: 1_000, memoryMiB: 1_024 }] }],
      services: [{ name: 'payment' }],
    },
    pipeline: {
      stages: [
        { name: 'one', jobs: [{ kind: 'build', name: 'images' }] },
        { name: 'two', jobs: [...jobs] },
      ],
    },
    deployments: { perDay: 1 },
  })

const deploy = (more: Partial<Extract<JobInput, { kind: 'deploy' }>>): JobInput => ({
  kind: 'deploy',
  name: 'production',
  environment: 'production',
  delivery: 'kubectl',
  ...more,
})

/** What is refused, and where; undefined when nothing is. */
function refusal(...jobs: readonly JobInput[]) {
  try {
    requireReal([scenario(deploy({ name: 'other' })), scenario(...jobs)])
    return undefined
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    return error.problems.map(({ path, message }) => [path, message])
  }
}

describe('scenarios for real clusters', () => {
  it.for(['blue-green', 'shadow'] as const)('are refused with %s, which would become a rolling update', (kind) => {
    expect(refusal(deploy({ strategy: { kind } }))).toEqual([
      [
        'pipeline.stages.1.jobs.0.strategy',
        `expected rolling updates or canaries on real clusters, got "${kind}", which is simulated only`,
      ],
    ])
  })

  it.for(['production', 'staging'] as const)('are refused with a canary where Git delivers to %s', (environment) => {
    const canary = deploy({ strategy: { kind: 'canary' } })
    expect(refusal(canary, deploy({ name: 'other', environment, delivery: 'gitops' }))).toEqual([
      [
        'pipeline.stages.1.jobs.0.strategy',
        'expected canaries on real clusters to be delivered by kubectl, got a pipeline that delivers by GitOps',
      ],
    ])
  })

  it('are refused with a migration of a replica, which would become one in place', () => {
    expect(refusal({ kind: 'migrate', name: 'schema', method: 'blue-green' })).toEqual([
      [
        'pipeline.stages.1.jobs.0.method',
        'expected a migration of the real database in place, got "blue-green", which is simulated only',
      ],
    ])
  })

  it('name every place', () => {
    const shadow = deploy({ strategy: { kind: 'shadow' } })
    expect(refusal(shadow, { kind: 'migrate', name: 'schema', method: 'blue-green' })).toHaveLength(2)
  })

  it('are accepted with what real clusters do, and with a strategy for staging, which has no users to spare', () => {
    expect(
      refusal(
        deploy({ strategy: { kind: 'rolling' } }),
        deploy({ name: 'careful', strategy: { kind: 'canary' } }),
        deploy({ name: 'staging', environment: 'staging', strategy: { kind: 'canary' } }),
        { kind: 'migrate', name: 'schema', method: 'expand-contract' },
      ),
    ).toBeUndefined()
  })
})
