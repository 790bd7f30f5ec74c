import { describe, expect, test } from 'vitest'
import { draws } from '../../bench/stats/draws.ts'
import {
  independentDifferenceOfClusters,
  meanOfClusters,
  pairByKey,
  pairedDifferenceOfClusters,
  StatisticsError,
} from '../../src/stats/index.ts'
import { golden } from './golden.ts'

/** Stretches whose level varies far more than what the change adds to each deployment. */
function paired(seed: number, units: number, effect: number) {
  const { normal } = draws(seed)
  const a: number[][] = []
  const b: number[][] = []
  for (let s = 0; s < units; s++) {
    const level = 20 + 5 * normal()
    const stretch = Array.from({ length: 4 }, () => level + normal())
    a.push(stretch)
    b.push(stretch.map((x) => x + effect + 0.2 * normal()))
  }
  return { a, b }
}

describe('pairedDifferenceOfClusters', () => {
  test('pairing sees a difference that independent samples of the same size cannot', () => {
    const { a, b } = paired(1, 60, 0.5)
    const { difference, ratio, identical } = pairedDifferenceOfClusters(a, b)
    const unpaired = independentDifferenceOfClusters(a, b)
    expect(identical).toBe(false)
    expect(difference.low).toBeGreaterThan(0.4)
    expect(difference.high).toBeLessThan(0.6)
    expect(ratio.low).toBeGreaterThan(1)
    expect(unpaired.difference.low).toBeLessThan(0)
    expect(unpaired.difference.value).toBeCloseTo(difference.value!, 12)
  })

  test('the value is the difference of the means over all observations', () => {
    const a = [[1, 2, 3], [10]]
    const b = [
      [2, 3],
      [10, 11, 13],
    ]
    const { difference, ratio } = pairedDifferenceOfClusters(a, b)
    expect(difference.value).toBeCloseTo(meanOfClusters(b).value! - meanOfClusters(a).value!, 12)
    expect(ratio.value).toBeCloseTo(meanOfClusters(b).value! / meanOfClusters(a).value!, 12)
  })

  test.each([8, 20, 60, 300])('covers the truth with %i stretches', (units) => {
    let covered = 0
    const repetitions = units > 250 ? 40 : 150
    for (let i = 0; i < repetitions; i++) {
      const { a, b } = paired(7_000 * units + i, units, 0.5)
      const { difference } = pairedDifferenceOfClusters(a, b)
      if (difference.low! <= 0.5 && 0.5 <= difference.high!) covered++
    }
    // Three standard errors below 95 %.
    expect(covered / repetitions).toBeGreaterThan(0.95 - 3 * Math.sqrt(0.0475 / repetitions))
  })

  test('a shift that is the same everywhere is known exactly', () => {
    const { a } = paired(2, 30, 0)
    const b = a.map((stretch) => stretch.map((x) => x + 2))
    const { difference } = pairedDifferenceOfClusters(a, b)
    expect(difference.value).toBeCloseTo(2, 9)
    expect(difference.high! - difference.low!).toBeLessThan(1e-9)
    expect(difference.method).toContain('constant')
  })

  test('when only a few stretches differ the interval exists and says what it rests on', () => {
    const { a } = paired(3, 40, 0)
    const b = a.map((stretch, s) => (s === 7 ? stretch.map((x) => x + 30) : stretch))
    const { difference } = pairedDifferenceOfClusters(a, b)
    expect(difference.low).not.toBeNull()
    expect(difference.high).toBeGreaterThan(difference.value!)
    expect(difference.caution).toContain('only a few units differ')
  })

  test('nothing, one stretch and one empty side give no interval; other lengths are refused', () => {
    expect(pairedDifferenceOfClusters([], []).difference).toMatchObject({ value: null, low: null, n: 0 })
    expect(pairedDifferenceOfClusters([[1, 2]], [[2, 3]]).difference).toMatchObject({ value: 1, low: null, units: 1 })
    expect(pairedDifferenceOfClusters([[1], [2]], [[], []]).difference).toMatchObject({ value: null, low: null })
    expect(pairedDifferenceOfClusters([[0], [0]], [[1], [2]]).ratio).toMatchObject({ value: null, low: null })
    expect(() => pairedDifferenceOfClusters([[1]], [])).toThrow(StatisticsError)
  })
})

test('independent samples get Welch’s interval, as in statsmodels', () => {
  const alone = (values: readonly number[]) => values.map((x) => [x])
  const { difference, ratio } = independentDifferenceOfClusters(alone(golden.means.small), alone(golden.means.other))
  expect(difference.low).toBeCloseTo(golden.means.welch[0], 8)
  expect(difference.high).toBeCloseTo(golden.means.welch[1], 8)
  expect(ratio.low).toBeLessThan(ratio.value!)
  expect(ratio.high).toBeGreaterThan(ratio.value!)
})

describe('pairByKey', () => {
  const at = (stretch: number, key: string, value: number) => ({ stretch, key, value })

  test('matches by stretch and key in any order and counts what is left', () => {
    const pairs = pairByKey(
      [at(1, 'x', 10), at(0, 'x', 1), at(0, 'y', 2)],
      [at(0, 'y', 3), at(0, 'z', 9), at(1, 'x', 12), at(2, 'x', 7)],
    )
    expect(pairs).toEqual({ a: [[2], [10]], b: [[3], [12]], onlyA: 1, onlyB: 2 })
  })

  test('a key that occurs twice in a stretch is refused', () => {
    expect(() => pairByKey([at(0, 'x', 1), at(0, 'x', 2)], [])).toThrow('0/x')
  })
})
