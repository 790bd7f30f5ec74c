import { describe, expect, it } from 'vitest'
import { constant } from '../../../src/model/distribution.ts'
import type { ServiceInput } from '../../../src/model/fleet.ts'
import type { JobInput } from '../../../src/model/pipeline.ts'
import { eventsOf, outcomeOf, rehearsal, rehearse, rehearseOne, spanOf } from '../../rehearsal.ts'

const seconds = (n: number) => constant(n * 1_000)

const service = (name: string, flakyRate = 0): ServiceInput => ({
  name,
  suites: [
    { name: 'unit', kind: 'unit', duration: seconds(40), flakyRate },
    { name: 'integration', kind: 'integration', duration: seconds(80), flakyRate: 0 },
  ],
})

const job = (more: Partial<Extract<JobInput, { kind: 'test' }>> = {}): JobInput => ({
  kind: 'test',
  name: 'suites',
  ...more,
})

const mechanisms = {
  test: {
    containerStart: seconds(9),
    sharedStateSetUp: seconds(30),
    shardOverhead: 2_000,
    shardImbalance: 1.25,
    unitCatches: 1,
    integrationCatches: 0,
  },
  people: { noticeFailedJob: seconds(120) },
}

const rehearsed = (
  services: ServiceInput[],
  more: Partial<Extract<JobInput, { kind: 'test' }>> = {},
  extra: object = {},
) =>
  rehearsal({
    services,
    pipeline: { stages: [{ name: 'test', jobs: [job(more)] }] },
    mechanisms: { ...mechanisms, ...extra },
  })

describe('test suites', () => {
  it('set up containers for integration suites only', () => {
    const recording = rehearseOne(rehearsed([service('web')]))
    expect(spanOf(recording, 'suites/web').finished).toBe((40 + 9 + 80) * 1_000)
  })

  it('split over workers take the longest shard and what each further worker costs', () => {
    const recording = rehearseOne(rehearsed([service('web')], { suites: 'unit', workers: 4 }))
    expect(spanOf(recording, 'suites/web').finished).toBe(((40 / 4) * 1.25 + 3 * 2) * 1_000)
  })

  it('take turns on shared databases although there are runners for all', () => {
    const services = [service('web'), service('api')]
    const shared = rehearseOne(rehearsed(services, { suites: 'integration', state: 'shared-databases' }))
    const own = rehearseOne(rehearsed(services, { suites: 'integration', state: 'containers' }))
    const last = (recording: typeof shared) => Math.max(...eventsOf(recording, 'job.finished').map((event) => event.at))
    expect(last(shared) - shared.events[0]!.at).toBe(2 * (30 + 80) * 1_000)
    expect(last(own) - own.events[0]!.at).toBe((9 + 80) * 1_000)
  })

  it('find a defect and block the deployment', () => {
    const scenario = rehearsed([service('web')], {}, { defects: { perChangedService: 1 } })
    const recording = rehearseOne(scenario)
    expect(outcomeOf(recording)).toBe('blocked')
    expect(eventsOf(recording, 'flaw.caught').map((event) => event.by)).toEqual(['unit-tests'])
  })
})

describe('a flaky suite', () => {
  const fails = 0.5

  it('is run again in place by the runner, at most twice', () => {
    const scenario = rehearsed([service('web', fails)], { suites: 'unit', rerun: 'automatic' })
    const runs = Array.from(
      { length: 80 },
      (_, seed) => spanOf(rehearseOne(scenario, seed), 'suites/web').finished / 40_000,
    )
    expect(new Set(runs)).toEqual(new Set([1, 2, 3]))
  })

  it('waits for the person who notices it where nobody else does', () => {
    const scenario = rehearsed([service('web', fails)], { suites: 'unit', rerun: 'by-hand' })
    const times = new Set(
      Array.from({ length: 80 }, (_, seed) => spanOf(rehearseOne(scenario, seed), 'suites/web').finished / 1_000),
    )
    expect(times).toEqual(new Set([40, 40 + 120 + 40, 40 + 120 + 40 + 120 + 40]))
  })

  it('blocks as often as its rate says where failures stand', () => {
    const scenario = rehearsal({
      services: [service('web', 0.1)],
      pipeline: { stages: [{ name: 'test', jobs: [job({ suites: 'unit', rerun: 'never' })] }] },
      deployments: { perDay: 8, daysPerStretch: 100 },
    })
    const blocked = rehearse(scenario, { deployments: 800 }).filter((one) => outcomeOf(one) === 'blocked').length
    expect(Math.abs(blocked / 800 - 0.1)).toBeLessThan(3 * Math.sqrt((0.1 * 0.9) / 800))
  })
})
