import { expect, test } from 'vitest'
import { deploymentOf } from '../../src/experiment/prove-fault.ts'
import { runScenario } from '../../src/experiment/run-scenario.ts'
import { simulateStretch } from '../../src/experiment/stretch.ts'
import { FAULTS } from '../../src/faults/index.ts'
import { trialScenario } from '../../src/faults/trial-scenario.ts'
import { rolloutOf, startOf } from '../../src/faults/when.ts'
import type { DeploymentEvent } from '../../src/model/events.ts'
import type { FaultInput } from '../../src/model/fault.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import { minutes } from '../../src/model/units.ts'
import { gitops } from '../../src/presets/index.ts'

type Of<K extends DeploymentEvent['kind']> = Extract<DeploymentEvent, { kind: K }>
const kindOf = (name: string) => FAULTS.get(name)!
const eventsWith = (fault: FaultInput, seed = 1) => deploymentOf(kindOf(fault.kind), [fault], seed).events
const first = <K extends DeploymentEvent['kind']>(events: readonly DeploymentEvent[], kind: K): Of<K> =>
  events.find((event): event is Of<K> => event.kind === kind)!
const scenarioWith = (...faults: FaultInput[]): Scenario => trialScenario(kindOf(faults[0]!.kind), gitops(), faults)

test('a fault that waits for a stage lands after it has started', () => {
  const events = eventsWith({ kind: 'pod-crash', when: startOf('security-scan') })
  const stage = events.find((event) => event.kind === 'stage.started' && event.stage === 'security-scan')!
  const landed = first(events, 'fault.landed')
  expect(landed.at).toBeGreaterThanOrEqual(stage.at)
  expect(landed.at).toBeLessThan(stage.at + minutes(1))
})

test('a bad release at half a rollout lands when half of the new pods are ready, and not at its beginning', () => {
  const at = (reaches: number) =>
    first(eventsWith({ kind: 'bad-release', when: rolloutOf('payment').reaches(reaches) }), 'fault.landed').at
  expect(at(0.75)).toBeGreaterThan(at(0.25))
})

test('a fault lasts as long as it is told to, and is gone after that', () => {
  const events = eventsWith({ kind: 'argocd-outage', durationMs: minutes(7) })
  expect(first(events, 'fault.ended').at - first(events, 'fault.landed').at).toBe(minutes(7))
  expect(first(events, 'deployment.finished').outcome).toBe('self-healed')
})

test.each([...FAULTS.keys()])(
  '%s leaves nothing behind: the deployment after it is as if it had never been',
  (name) => {
    const kind = kindOf(name)
    const base = trialScenario(kind, gitops(), [])
    const next = (faults: FaultInput[]): readonly DeploymentEvent[] => {
      const scenario = trialScenario(kind, gitops(), faults)
      const events: DeploymentEvent[][] = []
      simulateStretch(
        { ...scenario, deployments: { ...base.deployments, daysPerStretch: 4 } },
        { seed: 5, stretch: 0, measured: 4, checkInvariants: true, onRecording: (one) => events.push([...one.events]) },
      )
      return events[3]!
    }
    const outcomeOf = (events: readonly DeploymentEvent[]) => first(events, 'deployment.finished').outcome
    // Deployments 0 to 3 draw; a probability of one half and this seed leave some of them alone, the last one among them or not.
    const events = next([{ kind: name, probability: 0.5 }])
    const isHit = events.some((event) => event.kind === 'fault.landed')
    if (!isHit) expect(outcomeOf(events)).toBe('succeeded')
    expect(outcomeOf(next([]))).toBe('succeeded')
  },
)

test('a fault hits the share of deployments that its probability says, and the same ones each time', () => {
  const hits = (probability: number): number[] => {
    const scenario = scenarioWith({ kind: 'pod-crash', probability })
    const found: number[] = []
    simulateStretch(
      { ...scenario, deployments: { ...scenario.deployments, daysPerStretch: 60 } },
      {
        seed: 2,
        stretch: 0,
        measured: 60,
        onRecording: ({ address, events }) => {
          if (events.some((event) => event.kind === 'fault.landed')) found.push(address.deployment)
        },
      },
    )
    return found
  }
  const some = hits(0.3)
  expect(some.length).toBeGreaterThan(8)
  expect(some.length).toBeLessThan(30)
  expect(hits(0.3)).toEqual(some)
  expect(hits(0.6)).toEqual(expect.arrayContaining(some))
})

test('a fault without an occasion in a whole run makes the run invalid: no target passes', async () => {
  const target = { metric: 'deployment.duration', statistic: 'mean', kind: 'claim', comparison: 'at-most' } as const
  const scenario = scenarioWith({ kind: 'spot-reclaim' })
  const onDemand = { ...scenario, fleet: trialScenario(kindOf('pod-crash'), gitops(), []).fleet }
  const asked = { ...onDemand, targets: [{ ...target, value: minutes(600), confidence: 0.95 }] }
  const { report } = await runScenario(asked, { runs: 20, workers: 0 })
  expect(report.invalid).toEqual([expect.stringContaining('spot-reclaim')])
  expect(report.notes).toContain(report.invalid![0])
  expect(report.verdicts[0]!.status).toBe('inconclusive')
  const control = await runScenario({ ...asked, faults: [] }, { runs: 20, workers: 0 })
  expect(control.report.invalid).toBeUndefined()
  expect(control.report.verdicts[0]!.status).toBe('pass')
})

test('a stale cache where builds ask no cache is put in, does not show, and is not counted as landed', () => {
  const scenario = trialScenario(kindOf('stale-cache'), gitops({ layerCache: 'none' }), [{ kind: 'stale-cache' }])
  const recordings: (readonly DeploymentEvent[])[] = []
  simulateStretch(scenario, {
    seed: 1,
    stretch: 0,
    measured: 1,
    onRecording: ({ events }) => recordings.push(events),
  })
  expect(recordings[0]!.some((event) => event.kind === 'fault.landed')).toBe(false)
  expect(first(recordings[0]!, 'fault.missed')).toMatchObject({ due: true, fault: 'stale-cache' })
})

test('a late dependency is over when restarting has brought the release up in every region', () => {
  const kind = kindOf('dependency-not-ready')
  const scenario = trialScenario(kind, gitops({ rollback: 'manual' }), [{ kind: kind.name }])
  const patient = { ...scenario, pipeline: { ...scenario.pipeline, monitoring: 'people' as const } }
  const recordings: (readonly DeploymentEvent[])[] = []
  for (let stretch = 0; stretch < 6; stretch++) {
    const options = { seed: 1, stretch, measured: 1 }
    simulateStretch(patient, { ...options, onRecording: ({ events }) => recordings.push(events) })
  }
  const healed = recordings.filter((events) => first(events, 'deployment.finished').outcome === 'self-healed')
  expect(healed.length).toBeGreaterThan(0)
  for (const events of healed) {
    const ended = first(events, 'fault.ended').at
    expect(first(events, 'fault.noticed')).toMatchObject({ by: 'kubelet' })
    // Whoever looks does so every second.
    expect(ended).toBeLessThanOrEqual(first(events, 'deployment.healthy').at + 1_000)
    const { target } = first(events, 'fault.landed')
    const rollouts = events.filter((event) => event.kind === 'rollout.finished' && target.startsWith(event.service))
    expect(rollouts.filter(({ at }) => at > ended + 60_000)).toEqual([])
  }
})
