import { describe, expect, it } from 'vitest'
import { measure } from '../../src/analysis/index.ts'
import { Recorded } from './recorded.ts'

const manualStep = (at: number, job: string, work: number) =>
  ({ kind: 'manual.step', at, job, wrong: false, work }) as const

describe('engineer time', () => {
  it('counts a job that a person does from start to end: who rolls out by hand also watches', () => {
    const row = measure(
      new Recorded().job({ id: 'kubectl', started: 10, finished: 110, onRunner: false }).over('blocked'),
    )
    expect(row.engineerMs).toBe(100)
  })

  it('leaves the wait for a lock and for a busy colleague out of it', () => {
    const row = measure(
      new Recorded()
        .job({
          id: 'kubectl',
          finished: 100,
          onRunner: false,
          steps: [
            ['lock-wait', 0, 30],
            ['manual-step', 30, 80],
          ],
        })
        .with(manualStep(80, 'kubectl', 20))
        .over('blocked'),
    )
    expect(row.engineerMs).toBe(40)
    expect(row.manualSteps).toBe(1)
  })

  it('counts of a job on a runner the work of people only, once', () => {
    const row = measure(
      new Recorded()
        .job({
          id: 'terraform',
          finished: 100,
          steps: [
            ['plan', 0, 30],
            ['review', 30, 80],
          ],
        })
        .with(manualStep(80, 'terraform', 40))
        .job({ id: 'dns', finished: 100, steps: [['command', 10, 25]] })
        .over('blocked'),
    )
    expect(row.engineerMs).toBe(40 + 15)
  })

  it('counts those who stay with a deployment, and not their handwork once more', () => {
    const attended = (handwork: number) =>
      measure(
        new Recorded(0, 0, 0, 2)
          .job({ id: 'a', started: 0, finished: handwork, onRunner: false })
          .job({ id: 'b', started: 0, finished: 100 })
          .inProduction(100, 100)
          .over('succeeded', 900),
      ).engineerMs
    expect(attended(100)).toBe(200)
    expect(attended(50)).toBe(200)
  })

  it('counts those who decide and act in a recovery, and nobody where a policy does both', () => {
    const recovered = (by: 'policy' | 'person', outcome: 'rolled-back' | 'failed') =>
      measure(
        new Recorded()
          .inProduction(10)
          .recovery([100, 110, 130, 170, 250], by === 'person' ? { by, engineers: 2, work: 40 } : { by })
          .over(outcome),
      ).engineerMs
    expect(recovered('policy', 'rolled-back')).toBe(0)
    expect(recovered('person', 'failed')).toBe(20 + 2 * 40 + 80)
  })
})
