import { describe, expect, it } from 'vitest'
import { judge } from '../../../harness/suites/judge.ts'
import { losesRace, planSuite, shardsOf } from '../../../harness/suites/plan-suite.ts'
import { constant } from '../../../src/model/distribution.ts'
import { serviceSchema } from '../../../src/model/fleet.ts'
import { RandomSource } from '../../../src/random/index.ts'

const service = serviceSchema.parse({
  name: 'payment',
  suites: [{ name: 'integration', kind: 'integration', duration: constant(1_200), flakyRate: 0.2 }],
})
const suite = service.suites[0]!
const draws = new RandomSource(7).scope(0, 3)
const sum = (numbers: readonly number[]) => numbers.reduce((left, right) => left + right, 0)

describe('the tests of a suite', () => {
  it('take together as long as the suite does on one worker, and are the same each time', () => {
    const cases = planSuite(service, suite, draws)
    expect(Math.abs(sum(cases.map(({ workMs }) => workMs)) - 1_200)).toBeLessThan(cases.length)
    expect(planSuite(service, suite, new RandomSource(7).scope(0, 3))).toEqual(cases)
    expect(planSuite(service, suite, new RandomSource(8).scope(0, 3))).not.toEqual(cases)
  })

  it('have one race among them', () => {
    expect(planSuite(service, suite, draws).filter(({ kind }) => kind === 'race')).toHaveLength(1)
  })

  it('are all given to workers, as evenly as whole tests allow', () => {
    const cases = planSuite(service, suite, draws)
    const shards = shardsOf(cases, 4)
    expect(shards.flat().toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      cases.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    )
    const longest = Math.max(...shards.map((shard) => sum(shard.map(({ workMs }) => workMs))))
    expect(longest).toBeLessThan(1_200 * 0.4)
    expect(shardsOf(cases.slice(0, 2), 4)).toHaveLength(2)
  })
})

describe('the race of a suite', () => {
  it('is lost as often as the suite is flaky, and the same runs of it with the same seed', () => {
    const lost = Array.from({ length: 2_000 }, (_, run) => losesRace(service, suite, run, draws))
    expect(lost.filter(Boolean).length / lost.length).toBeCloseTo(0.2, 1)
    expect(lost).toEqual(lost.map((_, run) => losesRace(service, suite, run, new RandomSource(7).scope(0, 3))))
  })

  it('is never lost in a suite that is not flaky', () => {
    const steady = { ...suite, flakyRate: 0 }
    expect(Array.from({ length: 500 }, (_, run) => losesRace(service, steady, run, draws))).not.toContain(true)
  })
})

describe('a failed test that is run again alone', () => {
  const failed = [{ name: 'a', passed: false, message: 'expected 1\nto be 2' }]

  it('was flaky when it passes then', () => {
    const failure = judge('payment', failed, [{ name: 'a', passed: true, message: '' }])
    expect(failure).toMatchObject({ class: 'flaky-test', service: 'payment' })
    expect(failure.message).toContain('test "a" of payment: expected 1; passed when run again')
  })

  it('found a defect when it fails again', () => {
    expect(judge('payment', failed, failed)).toMatchObject({ class: 'defect-found', cause: 'code-defect' })
  })
})
