import { describe, expect, test } from 'vitest'
import type { DeliveryStrategyInput } from '../../../../src/model/delivery-strategy.ts'
import { constant, type Distribution } from '../../../../src/model/distribution.ts'
import type { Recording } from '../../../../src/model/events.ts'
import type { ServiceInput } from '../../../../src/model/fleet.ts'
import type { PipelineInput } from '../../../../src/model/pipeline.ts'
import type { ScenarioInput } from '../../../../src/model/scenario.ts'
import { minutes, seconds } from '../../../../src/model/units.ts'
import { eventsOf, outcomeOf, rehearsal, rehearse, rehearseOne } from '../../../rehearsal.ts'

const pipeline = (strategy: DeliveryStrategyInput): PipelineInput => ({
  monitoring: 'alerts',
  rollback: { policy: 'any-failure' },
  stages: [
    {
      name: 'deploy-production',
      jobs: [{ kind: 'deploy', name: 'production', environment: 'production', delivery: 'gitops', strategy }],
    },
  ],
})

/** A service that loses no request by being rolled out, with enough traffic that measurements scatter little. */
const web: ServiceInput = {
  name: 'web',
  replicas: 4,
  requestsPerSecond: 1_000,
  preStopMs: 20_000,
  probes: { readiness: { periodMs: 1_000 } },
}

const SURE: NonNullable<ScenarioInput['mechanisms']>['progressive'] = {
  routeChange: constant(0),
  previewTest: constant(seconds(60)),
  previewShows: 1,
  mirroredShows: 1,
}

/** One deployment of the service; its new version answers this share of its requests with errors. */
function deployed(
  strategy: DeliveryStrategyInput,
  errors: number,
  progressive: typeof SURE = {},
  symptom: { crashing: number } = { crashing: 0 },
): Recording {
  const errorRatio: Distribution = constant(errors)
  return rehearseOne(
    rehearsal({
      pipeline: pipeline(strategy),
      services: [web],
      mechanisms: {
        defects: { perChangedService: errors > 0 ? 1 : 0, errorRatio, ...symptom },
        detection: { syntheticCatches: 0 },
        progressive: { ...SURE, ...progressive },
      },
    }),
  )
}

const lost = (recording: Recording): number => eventsOf(recording, 'requests')[0]!.lost
const pathOf = (recording: Recording) => eventsOf(recording, 'failure.detected')[0]?.path
const rolledOutAt = (recording: Recording): number =>
  eventsOf(recording, 'rollout.finished')[0]!.at - recording.events[0]!.at

const TWO_STEPS: DeliveryStrategyInput = {
  kind: 'canary',
  steps: [
    { weight: 0.1, pauseMs: minutes(2) },
    { weight: 0.5, pauseMs: minutes(3) },
  ],
}

describe('a canary', () => {
  test('of a good version takes its pauses longer than a rolling update, and loses nothing', () => {
    const rolling = deployed({ kind: 'rolling' }, 0)
    const canary = deployed(TWO_STEPS, 0)
    expect(outcomeOf(canary)).toBe('succeeded')
    expect(lost(canary)).toBe(0)
    const longer = rolledOutAt(canary) - rolledOutAt(rolling)
    expect(longer).toBeGreaterThan(minutes(4))
    expect(longer).toBeLessThan(minutes(7))
  })

  test('of a bad version is aborted by the first measurement, and cost the weight of its step for that long', () => {
    const canary = deployed(TWO_STEPS, 0.3)
    expect(outcomeOf(canary)).toBe('rolled-back')
    expect(pathOf(canary)).toBe('analysis')
    // A tenth of the traffic, three tenths of it errors, for less than the 60 s between two measurements.
    expect(lost(canary)).toBeGreaterThan(0)
    expect(lost(canary)).toBeLessThanOrEqual(1_000 * 0.1 * 0.3 * 60)
  })

  test('allows as many failed measurements as its failure limit says, and not one more', () => {
    const at = (failureLimit: number): number => {
      // Too few errors of all traffic for the alert, which would be quicker than several measurements.
      const recording = deployed({ ...TWO_STEPS, analysis: { failureLimit } }, 0.15)
      return eventsOf(recording, 'failure.detected')[0]!.at - recording.events[0]!.at
    }
    expect(at(1) - at(0)).toBe(minutes(1))
    expect(at(3) - at(0)).toBe(minutes(3))
  })

  test('does not see errors that its success ratio allows; they stay below what an alert is set to, too', () => {
    const recording = deployed({ ...TWO_STEPS, analysis: { successRatio: 0.95 } }, 0.01)
    expect(pathOf(recording)).not.toBe('analysis')
    expect(eventsOf(recording, 'rollout.finished')[0]!.healthy).toBe(true)
  })

  test('whose pods do not start does not come to its first step: what watches rollouts stops it', () => {
    const recording = deployed(TWO_STEPS, 0.3, {}, { crashing: 1 })
    expect(outcomeOf(recording)).toBe('rolled-back')
    expect(pathOf(recording)).not.toBe('analysis')
    expect(eventsOf(recording, 'fault.landed')[0]?.proof).toContain('do not become ready')
  })

  test('has the documented steps by default: four of ten minutes', () => {
    const longer = rolledOutAt(deployed({ kind: 'canary' }, 0)) - rolledOutAt(deployed({ kind: 'rolling' }, 0))
    expect(longer).toBeGreaterThan(minutes(39))
    expect(longer).toBeLessThan(minutes(43))
  })
})

describe('blue/green', () => {
  test('of a version whose test fails is never switched to: it hurts nobody', () => {
    const recording = deployed({ kind: 'blue-green' }, 0.3)
    expect(outcomeOf(recording)).toBe('rolled-back')
    expect(pathOf(recording)).toBe('analysis')
    expect(lost(recording)).toBe(0)
  })

  test('that the test lets through has all traffic at once, until the analysis switches back', () => {
    const recording = deployed({ kind: 'blue-green' }, 0.3, { previewShows: 0 })
    expect(pathOf(recording)).toBe('analysis')
    // All traffic, three tenths of it errors, for one interval.
    expect(lost(recording)).toBeGreaterThan(1_000 * 0.3 * 50)
    expect(lost(recording)).toBeLessThanOrEqual(1_000 * 0.3 * 65)
  })

  test('keeps the old version for the analysis, and at least for the delay of 30 s', () => {
    const at = (analysedMs: number): number => rolledOutAt(deployed({ kind: 'blue-green', analysedMs }, 0))
    expect(at(minutes(5)) - at(0)).toBeGreaterThan(minutes(4))
    expect(at(seconds(10))).toBe(at(0))
  })
})

describe('shadowing', () => {
  const shadow: DeliveryStrategyInput = { kind: 'shadow', mirrored: 0.2, mirroredMs: minutes(3) }

  test('shows the errors of a bad version and hurts nobody', () => {
    const recording = deployed(shadow, 0.3)
    expect(outcomeOf(recording)).toBe('rolled-back')
    expect(pathOf(recording)).toBe('analysis')
    expect(lost(recording)).toBe(0)
    expect(eventsOf(recording, 'fault.landed')).toEqual([])
  })

  test('lets through what copies do not show, and then hurts as a rolling update does', () => {
    const recording = deployed(shadow, 0.3, { mirroredShows: 0 })
    expect(pathOf(recording)).toBe('alert')
    expect(lost(recording)).toBeGreaterThan(0.5 * lost(deployed({ kind: 'rolling' }, 0.3)))
  })

  test('of a good version ends in a rolling update', () => {
    const recording = deployed(shadow, 0)
    expect(outcomeOf(recording)).toBe('succeeded')
    expect(lost(recording)).toBe(0)
  })
})

test('a rolling update that is written out as a strategy happens as one that is not', () => {
  const without = rehearsal({ pipeline: pipeline({ kind: 'rolling' }), services: [web] })
  for (const stage of without.pipeline.stages)
    for (const job of stage.jobs) if (job.kind === 'deploy') delete job.strategy
  const plain = rehearseOne(without)
  expect(deployed({ kind: 'rolling' }, 0).events).toEqual(plain.events)
})

test('more canaries than the revision history keeps go on as the first ones did', () => {
  const scenario = rehearsal({
    pipeline: pipeline({ kind: 'canary', steps: [{ weight: 0.5, pauseMs: seconds(10) }] }),
    services: [web],
    deployments: { perDay: 4 },
  })
  const recordings = rehearse(scenario, { deployments: 15 })
  expect(recordings.map(outcomeOf)).toEqual(recordings.map(() => 'succeeded'))
})
