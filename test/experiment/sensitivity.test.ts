import { describe, expect, it } from 'vitest'
import { runScenario } from '../../src/experiment/run-scenario.ts'
import { sensitivity } from '../../src/experiment/sensitivity.ts'
import type { ConstantNoteInput } from '../../src/model/constant-note.ts'
import { constant } from '../../src/model/distribution.ts'
import type { JobInput } from '../../src/model/pipeline.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import { minutes } from '../../src/model/units.ts'
import { validateScenario } from '../../src/model/validate.ts'
import { rehearsal } from '../rehearsal.ts'
import { smallPrepared } from './prepared.ts'

const task = (name: string, ms: number): JobInput => ({ kind: 'task', name, duration: constant(ms) })
const production: JobInput = { kind: 'deploy', name: 'production', environment: 'production', delivery: 'kubectl' }

const note = (job: string, scales: string[]): ConstantNoteInput => ({
  path: job,
  about: 'time of a task',
  unit: 'ms',
  value: minutes(30),
  assumed: [minutes(5), minutes(90)],
  why: 'a test',
  scales,
})

/** Two tasks of 30 minutes one after another, and a rollout that takes what it takes. */
const twoTasks = (): Scenario => {
  const stages = [
    { name: 'build', jobs: [task('compile', minutes(30))] },
    { name: 'test', jobs: [task('check', minutes(30))] },
    { name: 'deploy-production', jobs: [production] },
  ]
  const scenario = rehearsal({ pipeline: { runners: 1, stages }, deployments: { perDay: 2, daysPerStretch: 2 } })
  const assumptions = [
    note('compile', ['pipeline.stages.build.jobs.compile.duration']),
    note('both', ['pipeline.stages.*.jobs.compile.duration', 'pipeline.stages.*.jobs.check.duration']),
  ]
  return validateScenario({ ...scenario, assumptions }, 'test.ts').value
}

/** In this thread: starting one costs more than the work. That threads change nothing has a test of its own. */
const options = { runs: 16, workers: 0 }

const progress: [done: number, total: number][] = []
const ofTwoTasks = (await sensitivity(twoTasks(), {
  ...options,
  onProgress: (done, total) => progress.push([done, total]),
}))!

describe('sensitivity', () => {
  it('finds the share of the whole that a constant is', async () => {
    const { report } = await runScenario(twoTasks(), options)
    const mean = report.measurements['deployment.duration']!.mean.value!
    const { constants } = ofTwoTasks
    const found = (path: string): number => constants[path]!['deployment.duration']!.value!
    expect(mean).toBeGreaterThan(minutes(60))
    expect(found('compile')).toBeCloseTo(minutes(30) / mean, 2)
    expect(found('both')).toBeCloseTo(minutes(60) / mean, 2)
  })

  it('is exactly 0 for a constant that nothing reads, without simulating anything for it', () => {
    const { constants } = ofTwoTasks
    expect(constants['mechanisms.gitops.commit']!['deployment.duration']).toEqual({ value: 0, low: 0, high: 0, n: 16 })
    const [done, total] = progress.at(-1)!
    expect(done).toBe(total)
    expect(total).toBeLessThan(16 + 2 * 16 * Object.keys(constants).length)
  })

  it('gives the same figures whatever the number of workers, and says what they are about', async () => {
    expect(await sensitivity(twoTasks(), { ...options, workers: 2 })).toEqual(ofTwoTasks)
    expect(ofTwoTasks).toMatchObject({ runs: 16, stretches: 4, seed: 1, factor: 1.1 })
  })

  it('a stretch that did not read a constant gives the same bytes with another value of it', async () => {
    const scenario = smallPrepared()
    const { constants } = (await sensitivity(scenario, { runs: 8, workers: 0 }))!
    const unread = Object.keys(constants).filter((path) => constants[path]!['deployment.duration']!.high === 0)
    const changed = structuredClone(scenario)
    expect(unread).toContain('mechanisms.people.kubectl')
    for (const path of unread.filter((each) => each.startsWith('mechanisms.people.'))) {
      const people = changed.mechanisms.people as unknown as Record<string, unknown>
      const name = path.split('.')[2]!
      people[name] = typeof people[name] === 'number' ? 0.5 : constant(1)
    }
    const figures = async (of: Scenario) => (await runScenario(of, { runs: 8, workers: 0 })).report.measurements
    expect(await figures(changed)).toEqual(await figures(scenario))
  })

  it('gives nothing when it is stopped', async () => {
    const stop = new AbortController()
    const onProgress = () => stop.abort()
    expect(await sensitivity(smallPrepared(), { runs: 24, workers: 0, signal: stop.signal, onProgress })).toBeNull()
  })
})
