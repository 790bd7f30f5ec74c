import { expect, it } from 'vitest'
import { requireObservable } from '../../../harness/world/require-observable.ts'
import { errorRatio, readyReplicas } from '../../../src/faults/steady-state.ts'
import type { SteadyState } from '../../../src/model/chaos.ts'
import { scenarioSchema } from '../../../src/model/scenario.ts'

const experiment = (...steadyState: SteadyState[]) =>
  scenarioSchema.parse({
    name: 'storm',
    fleet: {
      regions: [{ name: 'north', nodeGroups: [{ name: 'n', desired: 1, max: 1, cpuMilli: 1_000, memoryMiB: 1_024 }] }],
      services: [{ name: 'payment' }],
    },
    pipeline: { stages: [{ name: 'build', jobs: [{ kind: 'build', name: 'images' }] }] },
    deployments: { perDay: 1 },
    faults: [{ kind: 'pod-crash' }],
    chaos: { steadyState },
  })

it('an experiment on fake pods is refused by the name of each probe that has no reading there', () => {
  const storm = experiment(readyReplicas().atLeast(0.5), errorRatio('payment').atMost(0.1))
  expect(() => requireObservable([storm])).toThrow(
    expect.objectContaining({
      code: 'INVALID_INPUT',
      problems: [
        expect.objectContaining({
          path: 'chaos.steadyState.1',
          message: expect.stringContaining('got "error-ratio of payment <= 0.1"'),
        }),
      ],
    }),
  )
  expect(() => requireObservable([experiment(readyReplicas().atLeast(0.5))])).not.toThrow()
})
