import { expect, test } from 'vitest'
import { differenceFromIntervals } from '../../../src/experiment/compare/from-intervals.ts'

const figure = (value: number, half: number) => ({ value, low: value - half, high: value + half, n: 100 })

test('half-widths of independent figures are squared and added', () => {
  const { difference, ratio } = differenceFromIntervals(figure(100, 3), figure(110, 4))
  expect(difference).toEqual({ value: 10, low: 5, high: 15, n: 100 })
  expect(ratio.value).toBeCloseTo(1.1)
  // ln 110 − ln 106 and ln 103 − ln 100, squared and added.
  expect(ratio.low).toBeCloseTo(1.1 * Math.exp(-Math.hypot(Math.log(110 / 106), Math.log(103 / 100))), 6)
})

test('a rate of nothing keeps its difference and has no ends of a ratio', () => {
  const none = { value: 0, low: 0, high: 0.02, n: 200 }
  const { difference, ratio } = differenceFromIntervals({ value: 0.15, low: 0.1, high: 0.2, n: 200 }, none)
  expect(difference.value).toBeCloseTo(-0.15)
  expect(difference.high).toBeLessThan(-0.09)
  expect(ratio).toEqual({ value: 0, low: null, high: null, n: 200 })
})

test('where a side has no interval the difference has none', () => {
  const point = { value: 5, low: null, high: null, n: 1 }
  expect(differenceFromIntervals(point, figure(6, 1)).difference).toEqual({ value: 1, low: null, high: null, n: 1 })
})
