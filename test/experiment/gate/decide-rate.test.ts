import { expect, test } from 'vitest'
import { decideRate } from '../../../src/experiment/gate/decide-rate.ts'
import { metricSettings } from '../../../src/experiment/gate/gate-settings.ts'

const settings = metricSettings({}, 1, 1)

/** So many stretches of 40 deployments; `failed(s)` of them fail, the first ones. */
const stretches = (count: number, failed: (stretch: number) => number): number[][] =>
  Array.from({ length: count }, (_, s) => Array.from({ length: 40 }, (_, i) => (i < failed(s) ? 1 : 0)))

const newly = (a: number[][], b: number[][]) =>
  b.map((stretch, s) => stretch.map((x, i) => (x > (a[s]?.[i] ?? 0) ? 1 : 0)))
const decide = (a: number[][], b: number[][]) => decideRate({ a, b }, newly(a, b), settings).status

test('the same deployments fail: identical', () => {
  const a = stretches(10, (s) => s % 2)
  expect(decide(a, a)).toBe('identical')
})

test('newly failed deployments in nearly every stretch are a regression', () => {
  expect(
    decide(
      stretches(10, () => 0),
      stretches(10, () => 1),
    ),
  ).toBe('regression')
})

test('one newly failed deployment of 400 decides nothing, and says how many more are needed', () => {
  const a = stretches(10, () => 0)
  const b = stretches(10, (s) => (s === 0 ? 1 : 0))
  const decided = decideRate({ a, b }, newly(a, b), metricSettings({}, 9, 1))
  expect(decided.status).toBe('inconclusive')
  // The upper bound of 1/400 at 99.89 % is 2.3 %; at the same share some 600 deployments bring it below 2 %.
  expect(decided.needed).toBeGreaterThan(50)
  expect(decided.needed).toBeLessThan(600)
})

test('fewer failures pass when enough deployments show that hardly any is new', () => {
  expect(
    decide(
      stretches(10, () => 2),
      stretches(10, () => 1),
    ),
  ).toBe('pass')
  expect(
    decide(
      stretches(2, () => 2),
      stretches(2, () => 1),
    ),
  ).toBe('inconclusive')
})

test('all failures in one stretch are no regression, however many: a stretch is one observation', () => {
  expect(
    decide(
      stretches(10, () => 0),
      stretches(10, (s) => (s === 3 ? 30 : 0)),
    ),
  ).toBe('inconclusive')
})
