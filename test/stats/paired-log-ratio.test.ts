import { describe, expect, test } from 'vitest'
import { draws } from '../../bench/stats/draws.ts'
import { pairedLogRatioOfClusters, StatisticsError } from '../../src/stats/index.ts'

/** Stretches whose level varies, and the same with a factor of `ratio` and noise on a share of the stretches only. */
function paired(seed: number, units: number, ratio: number, share = 1) {
  const { normal } = draws(seed)
  const a: number[][] = []
  const b: number[][] = []
  for (let s = 0; s < units; s++) {
    const level = Math.exp(0.2 * normal())
    const stretch = Array.from({ length: 10 }, () => 100 * level * Math.exp(0.3 * normal()))
    const factors = stretch.map(() => ratio * Math.exp(0.05 * normal() - 0.05 ** 2 / 2))
    a.push(stretch)
    b.push(s < units * share ? stretch.map((x, i) => x * factors[i]!) : stretch)
  }
  return { a, b }
}

describe('pairedLogRatioOfClusters', () => {
  test('the value is the logarithm of the ratio of the means over all observations', () => {
    expect(pairedLogRatioOfClusters([[1, 2], [3]], [[2, 4], [6]]).value).toBeCloseTo(Math.log(2), 12)
  })

  test('the interval has no width where every stretch changes alike', () => {
    const { a } = paired(1, 20, 1)
    const twice = a.map((stretch) => stretch.map((x) => 2 * x))
    const { low, high } = pairedLogRatioOfClusters(a, twice)
    expect(low).toBeCloseTo(Math.log(2), 9)
    expect(high).toBeCloseTo(Math.log(2), 9)
  })

  test('the interval covers the truth about as often as it says', () => {
    let covered = 0
    for (let seed = 0; seed < 400; seed++) {
      const { a, b } = paired(seed, 20, 1.03)
      const { low, high } = pairedLogRatioOfClusters(a, b)
      if (low! <= Math.log(1.03) && Math.log(1.03) <= high!) covered++
    }
    expect(covered / 400).toBeGreaterThan(0.92)
    expect(covered / 400).toBeLessThan(0.98)
  })

  test('a change that one stretch in twenty shows includes 0 and stays of its size', () => {
    const { a, b } = paired(3, 20, 1.5, 0.05)
    const { value, low, high } = pairedLogRatioOfClusters(a, b)
    expect(low).toBeLessThan(0)
    expect(high).toBeLessThan(4 * value!)
  })

  test('one stretch gives no interval, and means that are not positive give no value', () => {
    expect(pairedLogRatioOfClusters([[1, 1]], [[2, 2]])).toMatchObject({ low: null, high: null })
    expect(pairedLogRatioOfClusters([[0], [0]], [[1], [1]])).toMatchObject({ value: null })
    expect(pairedLogRatioOfClusters([[]], [[1]])).toMatchObject({ value: null, n: 0 })
  })

  test('stretches must be paired', () => {
    expect(() => pairedLogRatioOfClusters([[1]], [[1], [2]])).toThrow(StatisticsError)
  })
})
