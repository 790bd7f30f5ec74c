import { expect, it } from 'vitest'
import { argoRolloutsComponent } from '../../../harness/canary/component.ts'
import type { Component } from '../../../harness/component.ts'
import { kwokComponent } from '../../../harness/kwok/component.ts'
import { requireCanaries } from '../../../harness/world/require-canaries.ts'
import { scenarioSchema } from '../../../src/model/scenario.ts'

const delivering = (kind: 'canary' | 'rolling') =>
  scenarioSchema.parse({
    name: 'careful',
    fleet: {
      regions: [{ name: 'north', nodeGroups: [{ name: 'n', desired: 1, max: 1, cpuMilli: 1_000, memoryMiB: 1_024 }] }],
      services: [{ name: 'payment' }],
    },
    pipeline: {
      stages: [
        {
          name: 'deploy',
          jobs: [
            {
              ...{ kind: 'deploy', name: 'production', environment: 'production', delivery: 'kubectl' },
              strategy: { kind },
            },
          ],
        },
      ],
    },
    deployments: { perDay: 1 },
  })
/** Refuses, or does not, the scenarios in an environment with these components. */
const refusing = (kind: 'canary' | 'rolling', ...components: readonly Component[]) => {
  const has = (component: Component): boolean => components.includes(component)
  return () => requireCanaries([delivering('rolling'), delivering(kind)], { has })
}

it('a canary needs the controller, and pods that answer requests', () => {
  expect(refusing('canary')).toThrow(expect.objectContaining({ code: 'ENVIRONMENT_UNAVAILABLE' }))
  expect(refusing('canary', argoRolloutsComponent, kwokComponent)).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT' }),
  )
  expect(refusing('canary', argoRolloutsComponent)).not.toThrow()
  expect(refusing('rolling', kwokComponent)).not.toThrow()
})
