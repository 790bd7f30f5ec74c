import { expect, test } from 'vitest'
import { simulateStretch } from '../../src/experiment/stretch.ts'
import { FAULTS } from '../../src/faults/index.ts'
import { trialScenario } from '../../src/faults/trial-scenario.ts'
import {
  afterFault,
  badRelease,
  errorRatio,
  gitops,
  jobOf,
  networkPartition,
  podCrash,
  podDeletion,
  when,
} from '../../src/index.ts'
import type { DeploymentEvent } from '../../src/model/events.ts'
import type { FaultInput } from '../../src/model/fault.ts'
import { type Scenario, type ScenarioInput, scenarioSchema } from '../../src/model/scenario.ts'
import { minutes } from '../../src/model/units.ts'
import { validateScenario } from '../../src/model/validate.ts'

const experiment = (faults: readonly FaultInput[], more: Partial<ScenarioInput> = {}): Scenario =>
  scenarioSchema.parse({ ...trialScenario(FAULTS.get('pod-crash')!, gitops(), faults), ...more })

function recorded(scenario: Scenario, seed = 1, stretch = 0): readonly DeploymentEvent[] {
  let events: readonly DeploymentEvent[] = []
  simulateStretch(scenario, {
    seed,
    stretch,
    measured: 1,
    onRecording: (recording) => {
      events = recording.events
    },
  })
  return events
}
const landings = (events: readonly DeploymentEvent[], fault: string): number[] =>
  events.flatMap((event) => (event.kind === 'fault.landed' && event.fault === fault ? [event.at] : []))
const first = (events: readonly DeploymentEvent[], holds: (event: DeploymentEvent) => boolean): number =>
  events.find(holds)!.at

test('a fault can wait for a job, and lands when that has begun', () => {
  const events = recorded(experiment([podCrash({ when: jobOf('production') })]))
  const begun = first(events, (event) => event.kind === 'job.queued' && event.name === 'production')
  expect(landings(events, 'pod-crash')[0]).toBeGreaterThanOrEqual(begun)
  expect(landings(events, 'pod-crash')[0]).toBeLessThan(begun + minutes(2))
})

test('a fault can strike while another failure is being dealt with', () => {
  const events = recorded(
    experiment([badRelease({ service: 'payment' }), podCrash({ service: 'web', when: when('failure-detected') })]),
  )
  const detected = first(events, (event) => event.kind === 'failure.detected')
  expect(landings(events, 'pod-crash')[0]).toBeGreaterThanOrEqual(detected)
})

test('a fault can follow from another one', () => {
  const events = recorded(
    experiment([
      networkPartition({ service: 'payment', duration: minutes(1) }),
      podDeletion({ service: 'web', when: afterFault('network-partition') }),
    ]),
  )
  expect(landings(events, 'pod-deletion')[0]).toBeGreaterThanOrEqual(landings(events, 'network-partition')[0]!)
})

test('a repeated fault lands so often, each time after a pause', () => {
  const events = recorded(experiment([podCrash({ service: 'web', repeat: { times: 3, pause: minutes(1) } })]))
  const times = landings(events, 'pod-crash')
  expect(times).toHaveLength(3)
  expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(minutes(1))
  expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(minutes(1))
})

test('by the method "random" each deployment gets one of the faults, which one is up to the seed alone', () => {
  const faults = [podCrash({ service: 'web' }), podDeletion({ service: 'web' })]
  const scenario = experiment(faults, { chaos: { steadyState: [errorRatio().atMost(1)], method: 'random' } })
  const drawn = (seed: number) =>
    Array.from({ length: 12 }, (_, stretch) => {
      const events = recorded(scenario, seed, stretch)
      const landed = faults.map(({ kind }) => landings(events, kind).length)
      expect(landed.reduce((sum, n) => sum + n, 0)).toBe(1)
      return landed.indexOf(1)
    })
  expect(drawn(1)).toEqual(drawn(1))
  expect(new Set(drawn(1)).size).toBe(2)
  expect(drawn(2)).not.toEqual(drawn(1))
})

test('a trigger that names what is not there is refused with what is', () => {
  const validate = (timing: FaultInput['when']) => () =>
    validateScenario(
      { ...trialScenario(FAULTS.get('pod-crash')!, gitops(), []), faults: [{ kind: 'pod-crash', when: timing }] },
      'test',
    )
  expect(validate(jobOf('prodution'))).toThrow(/prodution/)
  expect(validate(afterFault('bad-release'))).toThrow(/bad-release/)
})
