import { describe, expect, it } from 'vitest'
import { constant } from '../../src/model/distribution.ts'
import type { JobInput, PipelineInput } from '../../src/model/pipeline.ts'
import { eventsOf, outcomeOf, rehearsal, rehearse, rehearseOne, spanOf } from '../rehearsal.ts'

const task = (name: string, seconds: number, more: Partial<Extract<JobInput, { kind: 'task' }>> = {}): JobInput => ({
  kind: 'task',
  name,
  duration: constant(seconds * 1_000),
  ...more,
})

const pipeline = (stages: Record<string, JobInput[]>, more: Partial<PipelineInput> = {}): PipelineInput => ({
  runners: 10,
  stages: Object.entries(stages).map(([name, jobs]) => ({ name, jobs })),
  ...more,
})

const run = (of: PipelineInput) => rehearseOne(rehearsal({ pipeline: of }))

describe('stages and needs', () => {
  it('starts a stage when all jobs of the stage before have passed', () => {
    const recording = run(pipeline({ build: [task('a', 10), task('b', 30)], test: [task('c', 5)] }))
    expect(spanOf(recording, 'c')).toEqual({ queued: 30_000, started: 30_000, finished: 35_000 })
    expect(eventsOf(recording, 'stage.finished').map((event) => [event.stage, event.passed])).toEqual([
      ['build', true],
      ['test', true],
    ])
  })

  it('lets a job with needs start before its stage would', () => {
    const recording = run(pipeline({ build: [task('a', 10), task('b', 30)], test: [task('c', 5, { needs: ['a'] })] }))
    expect(spanOf(recording, 'c').started).toBe(10_000)
  })

  it('names the jobs that a job waited for', () => {
    const recording = run(pipeline({ build: [task('a', 1, { copies: 2 })], test: [task('c', 1)] }))
    expect(eventsOf(recording, 'job.queued').find((event) => event.job === 'c')?.needs).toEqual(['a/1', 'a/2'])
  })

  it('starts nothing after a failed stage, and lets what has begun run to its end', () => {
    const recording = run(
      pipeline({ build: [task('bad', 5, { failureProbability: 1 }), task('slow', 60)], test: [task('c', 5)] }),
    )
    expect(spanOf(recording, 'slow').finished).toBe(60_000)
    expect(spanOf(recording, 'c').started).toBeNaN()
    expect(outcomeOf(recording)).toBe('blocked')
  })

  it('goes on after a failure that is allowed', () => {
    const recording = run(
      pipeline({ build: [task('bad', 5, { failureProbability: 1, allowFailure: true })], test: [task('c', 5)] }),
    )
    expect(outcomeOf(recording)).toBe('succeeded')
  })

  it('passes an entry of the matrix that has no jobs in this deployment', () => {
    const recording = run(pipeline({ build: [{ kind: 'migrate', name: 'migrate' }], test: [task('c', 5)] }))
    expect(spanOf(recording, 'c').started).toBe(0)
  })
})

describe('runners', () => {
  it('are the limit of a matrix, not its length', () => {
    const recording = run(pipeline({ build: [task('a', 10, { copies: 5 })] }, { runners: 2 }))
    const starts = eventsOf(recording, 'job.started').map((event) => event.at - recording.events[0]!.at)
    expect(starts).toEqual([0, 0, 10_000, 10_000, 20_000])
  })

  it('take urgent jobs first', () => {
    const recording = run(
      pipeline({ build: [task('now', 10), task('late', 10), task('urgent', 10, { priority: -1 })] }, { runners: 1 }),
    )
    expect(spanOf(recording, 'urgent').started).toBe(10_000)
    expect(spanOf(recording, 'late').started).toBe(20_000)
  })

  it('are shared by deployments that overlap', () => {
    const scenario = rehearsal({
      pipeline: pipeline({ build: [task('a', 5 * 3_600, { timeoutMs: 1e9 })] }, { runners: 1 }),
      deployments: { perDay: 2 },
    })
    const [first, second] = rehearse(scenario, { deployments: 2 })
    const gap = second!.events[0]!.at - first!.events[0]!.at
    expect(gap).toBe(4 * 3_600_000)
    expect(spanOf(second!, 'a').started).toBe(3_600_000)
  })
})

describe('retries', () => {
  const flaky = task('a', 10, { failureProbability: 0.5 })

  it('start a job again when its failure is of a class that the pipeline retries, at most as often as it says', () => {
    const attempts = (seed: number) =>
      eventsOf(
        rehearseOne(
          rehearsal({ pipeline: pipeline({ build: [flaky] }, { retry: { max: 2, on: ['script-failure'] } }) }),
          seed,
        ),
        'job.queued',
      ).length
    const counts = Array.from({ length: 60 }, (_, seed) => attempts(seed))
    expect(Math.max(...counts)).toBe(3)
    expect(new Set(counts)).toEqual(new Set([1, 2, 3]))
  })

  it('do not start a job again for another class', () => {
    const recording = run(
      pipeline({ build: [task('a', 1, { failureProbability: 1 })] }, { retry: { max: 2, on: ['flaky-test'] } }),
    )
    expect(eventsOf(recording, 'job.queued')).toHaveLength(1)
  })

  it('make the next attempt need the failed one', () => {
    const recording = run(
      pipeline({ build: [task('a', 1, { failureProbability: 1 })] }, { retry: { max: 1, on: ['script-failure'] } }),
    )
    expect(eventsOf(recording, 'job.queued').map((event) => [event.job, event.attempt, event.needs])).toEqual([
      ['a', 1, []],
      ['a~2', 2, ['a']],
    ])
  })
})

describe('time limits', () => {
  it('end a job and free its runner', () => {
    const recording = run(pipeline({ build: [task('a', 100, { timeoutMs: 40_000 }), task('b', 1)] }, { runners: 1 }))
    expect(eventsOf(recording, 'job.finished')[0]?.failure?.class).toBe('timeout')
    expect(spanOf(recording, 'b').started).toBe(40_000)
  })
})
