import { describe, expect, it } from 'vitest'
import { measure } from '../../src/analysis/index.ts'
import { failureOf, Recorded } from './recorded.ts'

describe('attribution of failures', () => {
  it('blames a blocked deployment on the first job that failed for good, not on one that a retry made good', () => {
    const { failure } = measure(
      new Recorded()
        .stage('build', 0, 100, false)
        .job({ id: 'a', finished: 20, failure: failureOf('flaky-test') })
        .job({ id: 'a~2', name: 'a', attempt: 2, needs: ['a'], queued: 20, finished: 40 })
        .job({ id: 'b', finished: 60, failure: failureOf('vulnerability', { class: 'vulnerability-found' }) })
        .job({ id: 'c', finished: 80, failure: failureOf('code-defect') })
        .over('blocked'),
    )
    expect(failure).toMatchObject({ cause: 'vulnerability', class: 'vulnerability-found', stage: 'build' })
  })

  it('passes over a failure that the pipeline allowed and one that was a cancellation', () => {
    const { failure } = measure(
      new Recorded()
        .stage('build', 0, 30)
        .job({ id: 'a', finished: 20, failure: failureOf('vulnerability') })
        .stage('test', 30, 90, false)
        .job({
          id: 'b',
          stage: 'test',
          queued: 30,
          finished: 50,
          failure: failureOf('platform', { class: 'cancelled' }),
        })
        .job({ id: 'c', stage: 'test', queued: 30, finished: 60, failure: failureOf('code-defect') })
        .over('blocked'),
    )
    expect(failure).toMatchObject({ cause: 'code-defect', stage: 'test' })
  })

  it('names the stage that ran when the problem in production was found', () => {
    const { failure } = measure(
      new Recorded()
        .stage('deploy-production', 50, 120, false)
        .inProduction(60)
        .recovery([80, 120, 121, 130, 140], { failure: failureOf('dependency-not-ready', { origin: 'flaw 3' }) })
        .over('rolled-back'),
    )
    expect(failure).toMatchObject({ cause: 'dependency-not-ready', origin: 'flaw 3', stage: 'deploy-production' })
  })

  it('says "production" when all stages were over by then', () => {
    const { failure } = measure(
      new Recorded()
        .stage('deploy-production', 50, 120)
        .inProduction(60, 120)
        .recovery([80, 500, 510, 520, 530])
        .over('failed'),
    )
    expect(failure?.stage).toBe('production')
  })

  it('blames nothing when a deployment ends well, whatever happened on the way', () => {
    const row = measure(
      new Recorded()
        .job({ id: 'a', finished: 20, failure: failureOf('flaky-test') })
        .job({ id: 'a~2', name: 'a', attempt: 2, needs: ['a'], queued: 20, finished: 40 })
        .inProduction(40, 40)
        .over('succeeded'),
    )
    expect(row.failure).toBeNull()
  })
})
