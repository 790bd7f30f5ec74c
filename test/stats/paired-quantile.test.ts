import { describe, expect, test } from 'vitest'
import { draws } from '../../bench/stats/draws.ts'
import { pairedQuantileRatioOfClusters, StatisticsError } from '../../src/stats/index.ts'

/** Stretches of skewed times whose level varies, and the same with every time changed by a factor near `ratio`. */
function paired(seed: number, units: number, ratio: number, noise: number) {
  const { normal } = draws(seed)
  const a: number[][] = []
  const b: number[][] = []
  for (let s = 0; s < units; s++) {
    const level = 0.2 * normal()
    const stretch = Array.from({ length: 10 }, () => 100 * Math.exp(level + 0.3 * normal()))
    a.push(stretch)
    b.push(stretch.map((x) => x * ratio * Math.exp(noise * normal())))
  }
  return { a, b }
}

describe('pairedQuantileRatioOfClusters', () => {
  test('is exact where every time changes alike', () => {
    const { a, b } = paired(1, 30, 1.25, 0)
    const { value, low, high, n, units } = pairedQuantileRatioOfClusters(a, b, 0.95)
    expect([value, low, high].map((x) => x?.toFixed(12))).toEqual(Array(3).fill('1.250000000000'))
    expect({ n, units }).toEqual({ n: 300, units: 30 })
  })

  test('the value is the ratio of the quantiles over all observations', () => {
    const { value } = pairedQuantileRatioOfClusters(
      [[1, 2, 3], [10]],
      [
        [2, 4],
        [3, 30],
      ],
      0.5,
    )
    expect(value).toBe(3 / 2)
  })

  test('pairing sees a change that is far smaller than the spread', () => {
    const { a, b } = paired(2, 60, 1.02, 0.01)
    const { low, high } = pairedQuantileRatioOfClusters(a, b, 0.95)
    expect(low).toBeGreaterThan(1.005)
    expect(high).toBeLessThan(1.045)
  })

  test('the interval covers the truth about as often as it says', () => {
    let covered = 0
    for (let seed = 0; seed < 200; seed++) {
      const { a, b } = paired(seed, 40, 1.05, 0.1)
      // Independent factors widen the logarithms: sqrt(0.2² + 0.3² + 0.1²) against sqrt(0.2² + 0.3²) at the 95 % point.
      const truth = 1.05 * Math.exp(1.6449 * (Math.sqrt(0.14) - Math.sqrt(0.13)))
      const { low, high } = pairedQuantileRatioOfClusters(a, b, 0.95, { seed })
      if (low! <= truth && truth <= high!) covered++
    }
    expect(covered / 200).toBeGreaterThan(0.88)
  })

  test('one stretch gives no interval, no observations give no value', () => {
    expect(pairedQuantileRatioOfClusters([[1, 2]], [[2, 4]], 0.5)).toMatchObject({ value: 2, low: null, high: null })
    expect(pairedQuantileRatioOfClusters([[]], [[1]], 0.5)).toMatchObject({ value: null, n: 0 })
    expect(pairedQuantileRatioOfClusters([[0, 0]], [[1, 1]], 0.5)).toMatchObject({ value: null })
  })

  test('stretches must be paired, and the quantile must lie between 0 and 1', () => {
    expect(() => pairedQuantileRatioOfClusters([[1]], [[1], [2]], 0.95)).toThrow(StatisticsError)
    expect(() => pairedQuantileRatioOfClusters([[1]], [[1]], 95)).toThrow(StatisticsError)
  })
})
