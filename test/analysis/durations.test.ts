import { describe, expect, it } from 'vitest'
import { measure } from '../../src/analysis/index.ts'
import { IncompleteRecordingError } from '../../src/analysis/timeline.ts'
import { failureOf, Recorded } from './recorded.ts'

describe('measure: durations', () => {
  it('counts from the trigger to healthy, queueing included', () => {
    const row = measure(
      new Recorded(1_000)
        .job({ id: 'build', queued: 1_000, started: 1_500, finished: 3_000 })
        .inProduction(3_000, 4_000)
        .over('succeeded', 9_000),
    )
    expect(row.durationMs).toBe(3_000)
    expect(row.triggeredAt).toBe(1_000)
    expect(row.jobWaitMs).toBe(500)
  })

  it('gives no duration to a deployment that never became healthy in production', () => {
    expect(measure(new Recorded().job({ id: 'a', finished: 9 }).inProduction(5).over('failed')).durationMs).toBeNull()
  })

  it('gives no duration to a deployment that was blocked', () => {
    expect(measure(new Recorded().job({ id: 'a', finished: 9 }).over('blocked')).durationMs).toBeNull()
  })

  it('measures a stage from its first queued job to its end', () => {
    const { stageMs } = measure(
      new Recorded()
        .stage('build', 0, 70)
        .job({ id: 'a', queued: 10, started: 30, finished: 60 })
        .job({ id: 'b', queued: 20, started: 20, finished: 50 })
        .over('blocked'),
    )
    expect(stageMs).toEqual({ build: 60 })
  })

  it('measures a stage that was cut short to the end of its last job', () => {
    const { stageMs } = measure(
      new Recorded()
        .with({ kind: 'stage.started', at: 0, stage: 'build' })
        .job({ id: 'a', finished: 60 })
        .over('blocked', 100),
    )
    expect(stageMs).toEqual({ build: 60 })
  })

  it('has no row for a stage that queued no job', () => {
    expect(measure(new Recorded().stage('infrastructure', 0, 0).over('blocked')).stageMs).toEqual({})
  })

  it('counts the time of runners for jobs on runners only', () => {
    const row = measure(
      new Recorded()
        .job({ id: 'a', queued: 0, started: 10, finished: 60 })
        .job({ id: 'b', queued: 0, started: 0, finished: 500, onRunner: false })
        .over('blocked'),
    )
    expect(row.runnerMs).toBe(50)
    expect(row.jobWaitMs).toBe(10)
  })

  it('leaves a job that was given up in the queue out of waits and durations', () => {
    const row = measure(
      new Recorded()
        .job({ id: 'a', finished: 60, failure: failureOf('code-defect') })
        .with({
          kind: 'job.queued',
          at: 5,
          job: 'b',
          stage: 'build',
          name: 'b',
          attempt: 1,
          needs: [],
          onRunner: true,
        })
        .over('blocked'),
    )
    expect(row).toMatchObject({ jobWaitMs: 0, runnerMs: 60, stageMs: { build: 60 } })
  })

  it('refuses the recording of a deployment that is not over', () => {
    const { events, address } = new Recorded().job({ id: 'a', finished: 60 }).over('succeeded')
    const cut = { address, events: events.slice(0, -1) }
    expect(() => measure(cut)).toThrow(IncompleteRecordingError)
    expect(() => measure(cut)).toThrow(/0\.0: expected an event "deployment.finished"/)
  })
})

describe('measure: counts', () => {
  it('counts cache look-ups of builds and leaves those of nodes out', () => {
    const cache = { kind: 'cache', at: 5, job: 'a' } as const
    const row = measure(
      new Recorded()
        .with({ ...cache, cache: 'layer', hits: 3, misses: 1 })
        .with({ ...cache, cache: 'dependency', hits: 1, misses: 2 })
        .with({ ...cache, cache: 'node-image', hits: 90, misses: 0 })
        .over('blocked'),
    )
    expect(row).toMatchObject({ cacheHits: 4, cacheMisses: 3 })
  })

  it('adds up requests and names the faults that landed and the flaws that were caught', () => {
    const row = measure(
      new Recorded()
        .with({ kind: 'requests', at: 5, sent: 100, lost: 1 }, { kind: 'requests', at: 9, sent: 50, lost: 2 })
        .with({ kind: 'fault.landed', at: 3, fault: 'pod-crash', target: 'payment-0', proof: 'restart count 1' })
        .with({ kind: 'flaw.caught', at: 4, flaw: 'defect 1', by: 'unit' })
        .over('self-healed'),
    )
    expect(row).toMatchObject({
      requestsSent: 150,
      requestsLost: 3,
      faultsLanded: ['pod-crash'],
      flawsCaught: ['defect 1'],
    })
  })

  it('knows nothing of requests that nobody counted, which is not none', () => {
    expect(measure(new Recorded().over('succeeded'))).toMatchObject({ requestsSent: null, requestsLost: null })
  })
})
