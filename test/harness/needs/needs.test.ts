import { describe, expect, it } from 'vitest'
import { COMPONENTS } from '../../../harness/components.ts'
import { inOrder } from '../../../harness/environment/order.ts'
import { EVERYTHING, environmentNeeds, type Needs } from '../../../harness/needs/needs.ts'
import { environmentSchema } from '../../../harness/options.ts'
import { loadScenario } from '../../../src/loading/load.ts'
import { resolveSeatrialToItself } from '../../../src/loading/seatrial-specifier.ts'
import { scenarioSchema } from '../../../src/model/scenario.ts'
import { smallScenario } from '../../model/small-scenario.ts'

const options = environmentSchema.parse({})
const wanted = (needs: Needs): string[] =>
  inOrder(COMPONENTS.filter((component) => component.wanted?.({ needs, options }) ?? true)).map(({ name }) => name)

describe('what an environment needs', () => {
  it('is what the jobs of the scenario use', async () => {
    const scenario = scenarioSchema.parse(smallScenario())
    const only = (...kinds: string[]) => ({
      ...scenario,
      pipeline: {
        ...scenario.pipeline,
        stages: scenario.pipeline.stages.map((stage) => ({
          ...stage,
          jobs: stage.jobs.filter(({ kind }) => kinds.includes(kind)),
        })),
      },
    })
    expect([...environmentNeeds([only('build')])]).toEqual(['builds'])
    expect(environmentNeeds([only()]).size).toBe(0)
    expect(environmentNeeds([only('deploy')])).toContain('clusters')
  })

  it('is the controller of canaries for a job in production that asks for one', () => {
    const deploying = (environment: 'staging' | 'production', kind: 'canary' | 'rolling') =>
      scenarioSchema.parse({
        ...smallScenario(),
        pipeline: {
          stages: [
            {
              name: 'deploy',
              jobs: [{ kind: 'deploy', name: 'deploy', environment, delivery: 'kubectl', strategy: { kind } }],
            },
          ],
        },
      })
    expect(environmentNeeds([deploying('production', 'canary')])).toContain('canaries')
    expect(environmentNeeds([deploying('production', 'rolling')])).not.toContain('canaries')
    expect(environmentNeeds([deploying('staging', 'canary')])).not.toContain('canaries')
  })

  it('is everything but canaries for the published pipeline', async () => {
    const deregister = resolveSeatrialToItself()
    try {
      const { value } = await loadScenario('scenarios/reference/after.ts')
      expect(environmentNeeds([value])).toEqual(new Set([...EVERYTHING].filter((need) => need !== 'canaries')))
    } finally {
      deregister()
    }
  })

  it('decides which components come up, and they bring what they need', () => {
    expect(wanted(new Set())).toEqual(['docker'])
    expect(wanted(new Set(['suites']))).toEqual(['docker', 'databases', 'suites'])
    expect(wanted(new Set(['infrastructure']))).toEqual(['docker', 'localstack', 'terraform'])
    expect(wanted(new Set(['builds']))).toEqual(['docker', 'registry', 'buildkit'])
    expect(wanted(new Set(['canaries']))).toEqual(['docker', 'registry', 'kind', 'argo-rollouts'])
    const onRequest = ['kwok']
    const all = COMPONENTS.map(({ name }) => name).filter((name) => !onRequest.includes(name))
    expect(wanted(EVERYTHING).toSorted()).toEqual(all.toSorted())
  })
})
