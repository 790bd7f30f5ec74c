import { expect, it } from 'vitest'
import { openTestbed } from '../../../harness/world/open-testbed.ts'
import { FAULTS } from '../../../src/faults/index.ts'
import { realTrialScenario } from '../../../src/faults/real-trial-scenario.ts'
import { errorRatio, gitops, readyReplicas } from '../../../src/index.ts'
import type { SteadyState } from '../../../src/model/chaos.ts'
import type { Recording } from '../../../src/model/events.ts'
import { scenarioSchema } from '../../../src/model/scenario.ts'
import { describeWith } from '../describe-with.ts'

const MINUTES = 60_000

/** The looks at the steady state, and the faults that landed. */
const seenIn = ({ events }: Recording) => ({
  looks: events.flatMap((event) => (event.kind === 'steady-state' ? [[event.phase, event.probe, event.held]] : [])),
  landed: events.flatMap((event) => (event.kind === 'fault.landed' ? [event.fault] : [])),
})

describeWith(['docker', 'docker-buildx', 'kind'], 'an experiment on a real cluster', () => {
  it(
    'looks at its steady state before the fault and after it, and puts none in where it does not hold',
    async () => {
      const trial = realTrialScenario(FAULTS.get('pod-deletion')!, gitops(), true)
      const experiment = (name: string, ...steadyState: readonly SteadyState[]) =>
        scenarioSchema.parse({ ...trial, name, chaos: { steadyState: [...steadyState] } })
      const scenarios = [
        experiment('holds', errorRatio('ledger').atMost(0.2), readyReplicas().atLeast(0.9)),
        experiment('does not hold', readyReplicas('ledger').atMost(0.1)),
      ]
      const { signal } = new AbortController()
      await using testbed = await openTestbed({ scenarios, seed: 1, signal, say: () => {} })
      const recordings: Recording[] = []
      for (const scenario of scenarios) {
        await testbed.run({ scenario, stretch: 0, deployments: 1, onRecording: (one) => recordings.push(one) })
      }
      const [held, unheld] = recordings.map(seenIn)
      expect(held!.looks.filter(([phase]) => phase !== 'during')).toEqual([
        ['before', 'error-ratio of ledger <= 0.2', true],
        ['before', 'ready-replicas >= 0.9', true],
        ['after', 'error-ratio of ledger <= 0.2', true],
        ['after', 'ready-replicas >= 0.9', true],
      ])
      expect(held!.landed).toEqual(['pod-deletion'])
      expect(unheld!.looks[0]).toEqual(['before', 'ready-replicas of ledger <= 0.1', false])
      expect(unheld!.landed).toEqual([])
    },
    20 * MINUTES,
  )
})
