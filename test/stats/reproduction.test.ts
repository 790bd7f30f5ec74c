import { expect, test } from 'vitest'
import { reproduction } from '../../src/stats/index.ts'

const band = { low: 17.1, high: 18.9 }
const estimate = (value: number | null, low: number | null, high: number | null) => ({ value, low, high, n: 400 })

test('an interval inside the band passes, also when it touches its edge', () => {
  expect(reproduction(estimate(18, 17.8, 18.3), band)).toMatchObject({ status: 'pass', needed: null })
  expect(reproduction(estimate(18, 17.1, 18.9), band).status).toBe('pass')
})

test('the bound of a pass is the end nearer to its edge', () => {
  expect(reproduction(estimate(18, 17.8, 18.3), band).bound).toEqual({ side: 'upper', confidence: 0.95, value: 18.3 })
  expect(reproduction(estimate(17.5, 17.2, 17.8), band).bound).toMatchObject({ side: 'lower', value: 17.2 })
})

test('a disjoint interval fails by the end that faces the band', () => {
  expect(reproduction(estimate(20, 19, 21), band)).toMatchObject({
    status: 'fail',
    bound: { side: 'lower', value: 19 },
  })
  expect(reproduction(estimate(16, 15, 17), band)).toMatchObject({
    status: 'fail',
    bound: { side: 'upper', value: 17 },
  })
})

test('an interval across an edge is inconclusive and says how many more observations clear it', () => {
  // Inside the band by 0.5, arm 1: the arm must halve, which takes four times the observations.
  expect(reproduction(estimate(18.4, 17.4, 19.4), band)).toMatchObject({ status: 'inconclusive', needed: 1200 })
  // Outside by 0.5 with an arm of 1: the same, to fail.
  expect(reproduction(estimate(19.4, 18.4, 20.4), band)).toMatchObject({
    status: 'inconclusive',
    bound: { side: 'lower' },
    needed: 1200,
  })
  expect(reproduction(estimate(18.9, 18, 19.8), band).needed).toBeNull()
})

test('no interval, no verdict', () => {
  expect(reproduction(estimate(18, null, null), band)).toMatchObject({ status: 'inconclusive', needed: null })
  expect(reproduction(estimate(null, null, null), band).status).toBe('inconclusive')
})
