import { expect, test } from 'vitest'
import { simulateStretch } from '../../src/experiment/stretch.ts'
import { FAULTS } from '../../src/faults/index.ts'
import { realTrialScenario } from '../../src/faults/real-trial-scenario.ts'
import type { DeploymentEvent } from '../../src/model/events.ts'
import { gitops } from '../../src/presets/index.ts'

const REAL = [...FAULTS.values()].filter((kind) => kind.kind)

/** The trial as the simulator plays it: its control has to succeed there too, and nothing is rolled out before it is built. */
function played(name: string, isFaulted: boolean): readonly DeploymentEvent[] {
  const scenario = realTrialScenario(FAULTS.get(name)!, gitops(), isFaulted)
  let events: readonly DeploymentEvent[] = []
  simulateStretch(scenario, {
    ...{ seed: 1, stretch: 0, measured: 1 },
    onRecording: (recording) => {
      events = recording.events
    },
  })
  return events
}

test.each(REAL.map(({ name }) => name))(
  '%s: the control of its real trial succeeds, and deploys what was built',
  (name) => {
    const events = played(name, false)
    expect(events.at(-1)).toMatchObject({ kind: 'deployment.finished', outcome: 'succeeded' })
    const built = events.findLastIndex((event) => event.kind === 'job.finished' && event.job.startsWith('images'))
    const rolledOut = events.findIndex((event) => event.kind === 'job.started' && event.job === 'production')
    expect(built).toBeGreaterThan(-1)
    expect(rolledOut).toBeGreaterThan(built)
  },
)

test('webhook-lost: its real trial has a webhook to lose', () => {
  const trial = realTrialScenario(FAULTS.get('webhook-lost')!, gitops(), true)
  expect(trial.mechanisms.gitops.webhook).toBe(true)
})

test('trials on one environment have one fleet, whichever faults share it, and are otherwise what they are alone', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const on = REAL.filter((_, index) => (seed * (index + 7) * 2_654_435_761) % 97 < 30)
    const scenarios = on.flatMap((kind) => [true, false].map((is) => realTrialScenario(kind, gitops(), is, on)))
    const [first] = scenarios
    for (const { fleet } of scenarios) expect(fleet).toEqual(first!.fleet)
    for (const kind of on) {
      const { fleet, ...shared } = realTrialScenario(kind, gitops(), true, on)
      const { fleet: own, ...alone } = realTrialScenario(kind, gitops(), true)
      expect(shared).toEqual(alone)
      const nodes = ({ regions }: typeof fleet): number => regions[0]!.nodeGroups[0]!.desired
      expect(nodes(fleet)).toBeGreaterThanOrEqual(nodes(own))
      expect(fleet.databases).toEqual(expect.arrayContaining(own.databases))
    }
  }
})
