import { describe, expect, it } from 'vitest'
import { criticalJobs, criticalPath, measure, timelineOf } from '../../src/analysis/index.ts'
import { failureOf, Recorded } from './recorded.ts'

describe('critical path', () => {
  it('follows the job that its needs ended last, and the steps inside it', () => {
    const recording = new Recorded()
      .job({ id: 'fast', finished: 40 })
      .job({ id: 'slow', finished: 100, steps: [['layer-build', 10, 90]] })
      .job({ id: 'test', stage: 'test', needs: ['fast', 'slow'], queued: 100, finished: 150 })
      .inProduction(150, 150)
      .over('succeeded')
    expect(measure(recording).criticalMs).toEqual({
      'build/task': 20,
      'build/layer-build': 80,
      'test/task': 50,
    })
    expect([...criticalJobs(recording)].sort()).toEqual(['slow', 'test'])
  })

  it('waits for the stage before when a job names no needs', () => {
    const recording = new Recorded()
      .job({ id: 'a', finished: 40 })
      .job({ id: 'b', finished: 70 })
      .job({ id: 'c', stage: 'test', queued: 70, finished: 90 })
      .inProduction(90, 90)
      .over('succeeded')
    expect([...criticalJobs(recording)].sort()).toEqual(['b', 'c'])
  })

  it('does not let a job wait for one of its own stage that it does not need', () => {
    const recording = new Recorded()
      .job({ id: 'a', finished: 40 })
      .job({ id: 'late', queued: 50, finished: 90 })
      .inProduction(90, 90)
      .over('succeeded')
    expect(measure(recording).criticalMs).toEqual({ 'build/task': 40, 'build/waiting': 50 })
  })

  it('puts the wait for a runner on the path, and the wait for a person apart from it', () => {
    const recording = new Recorded()
      .job({ id: 'a', queued: 0, started: 30, finished: 40 })
      .job({ id: 'b', stage: 'deploy', needs: ['a'], queued: 40, started: 100, finished: 110, onRunner: false })
      .inProduction(110, 110)
      .over('succeeded')
    expect(measure(recording).criticalMs).toEqual({
      'build/runner-wait': 30,
      'build/task': 10,
      'deploy/person-wait': 60,
      'deploy/task': 10,
    })
  })

  it('walks through a retry and calls the time between attempts back-off', () => {
    const recording = new Recorded()
      .job({ id: 'a', finished: 40, failure: failureOf('flaky-test') })
      .job({ id: 'other', finished: 65 })
      .job({ id: 'a~2', name: 'a', attempt: 2, needs: ['a'], queued: 70, finished: 90 })
      .inProduction(90, 90)
      .over('succeeded')
    expect(measure(recording).criticalMs).toEqual({ 'build/task': 60, 'build/back-off': 30 })
  })

  it('says what passed between two attempts where the recording does', () => {
    const recording = new Recorded()
      .job({ id: 'a', finished: 40, failure: failureOf('flaky-test'), steps: [['rerun', 45, 70]] })
      .job({ id: 'a~2', name: 'a', attempt: 2, needs: ['a'], queued: 70, finished: 90 })
      .inProduction(90, 90)
      .over('succeeded')
    expect(measure(recording).criticalMs).toEqual({ 'build/task': 60, 'build/back-off': 5, 'build/rerun': 25 })
  })

  it('ends inside a job when the release was healthy before the job was over', () => {
    const recording = new Recorded()
      .job({
        id: 'deploy',
        finished: 100,
        steps: [
          ['rollout', 0, 80],
          ['smoke-test', 80, 100],
        ],
      })
      .inProduction(0, 80)
      .over('succeeded')
    expect(measure(recording).criticalMs).toEqual({ 'build/rollout': 80 })
  })

  it('takes of regions side by side the one that the job waited for', () => {
    const recording = new Recorded()
      .job({
        id: 'deploy',
        finished: 100,
        steps: [
          ['sync-wait', 0, 30],
          ['sync-wait', 0, 50],
          ['rollout', 30, 60],
          ['rollout', 50, 100],
        ],
      })
      .inProduction(0, 100)
      .over('succeeded')
    expect(measure(recording).criticalMs).toEqual({ 'build/sync-wait': 50, 'build/rollout': 50 })
  })

  it('takes the step under way where none ended at that instant', () => {
    const recording = new Recorded()
      .job({
        id: 'deploy',
        finished: 100,
        steps: [
          ['sync', 0, 60],
          ['rollout', 40, 100],
        ],
      })
      .inProduction(0, 100)
      .over('succeeded')
    expect(measure(recording).criticalMs).toEqual({ 'build/sync': 40, 'build/rollout': 60 })
  })

  it('counts a wait for a lock once, whether recorded as a step, with the lock, or as both', () => {
    const lock = { kind: 'lock', at: 30, job: 'a', lock: 'staging', wait: 30, acquired: true } as const
    for (const steps of [[], [['lock-wait', 0, 30] as ['lock-wait', number, number]]]) {
      const recording = new Recorded()
        .job({ id: 'a', finished: 50, steps })
        .with(lock)
        .inProduction(0, 50)
        .over('succeeded')
      const timeline = timelineOf(recording)
      expect(timeline.jobs[0]?.steps).toEqual([{ step: 'lock-wait', from: 0, to: 30 }])
      expect(measure(recording).criticalMs).toEqual({ 'build/lock-wait': 30, 'build/task': 20 })
    }
  })

  it('is all waiting for a deployment without jobs', () => {
    const path = criticalPath(timelineOf(new Recorded().inProduction(20, 20).over('succeeded')))
    expect(path).toEqual([{ stage: 'pipeline', step: 'waiting', job: null, from: 0, to: 20 }])
  })

  it('ends with the last job for a deployment that never became healthy', () => {
    const recording = new Recorded().job({ id: 'a', finished: 40, failure: failureOf('drift') }).over('blocked', 90)
    expect(measure(recording).criticalMs).toEqual({ 'build/task': 40 })
  })
})
