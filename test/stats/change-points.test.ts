import { describe, expect, test } from 'vitest'
import { draws } from '../../bench/stats/draws.ts'
import { bestSplit } from '../../src/stats/change/energy-split.ts'
import { changePoints, StatisticsError } from '../../src/stats/index.ts'
import { golden, relativeError } from './golden.ts'

const series = (seed: number, levels: readonly (readonly [number, number])[], sd = 1) => {
  const { normal } = draws(seed)
  return levels.flatMap(([n, level]) => Array.from({ length: n }, () => level + sd * normal()))
}

test('the best split and its energy agree with the definition in numpy', () => {
  for (const row of golden.energySplits) {
    const split = bestSplit(Float64Array.from(row.series), 3)!
    expect(split.index).toBe(row.index)
    expect(relativeError(split.energy, row.energy)).toBeLessThan(1e-9)
  }
})

describe('changePoints', () => {
  test('a clean step is found at the first point of the new regime', () => {
    const found = changePoints([...new Array<number>(20).fill(100), ...new Array<number>(15).fill(110)])
    expect(found).toEqual([{ index: 20, p: 1 / 500, before: 100, after: 110 }])
  })

  test('two steps in noise are both found, near their places, in order', () => {
    const found = changePoints(
      series(1, [
        [60, 100],
        [50, 104],
        [70, 98],
      ]),
    )
    expect(found).toHaveLength(2)
    expect(Math.abs(found[0]!.index - 60)).toBeLessThanOrEqual(2)
    expect(Math.abs(found[1]!.index - 110)).toBeLessThanOrEqual(2)
    expect(found[1]!.after).toBeCloseTo(98, 0)
  })

  test('a change of spread alone is a change', () => {
    const { normal } = draws(4)
    const found = changePoints(Array.from({ length: 160 }, (_, i) => 50 + normal() * (i < 80 ? 1 : 6)))
    expect(found.length).toBeGreaterThanOrEqual(1)
    expect(Math.abs(found[0]!.index - 80)).toBeLessThanOrEqual(8)
  })

  test('a level of 10^12 does not cost digits', () => {
    const low = series(1, [
      [60, 100],
      [50, 104],
    ])
    expect(changePoints(low.map((x) => x + 1e12)).map((c) => c.index)).toEqual(changePoints(low).map((c) => c.index))
  })

  test('series without a change alarm no more often than the significance says', () => {
    let alarms = 0
    for (let i = 0; i < 300; i++)
      if (changePoints(series(100 + i, [[40, 0]]), { permutations: 199 }).length > 0) alarms++
    // Binomial(300, .01): more than 9 has probability 0.1 %.
    expect(alarms).toBeLessThanOrEqual(9)
  })

  test('2,000 points take seconds at most, reproducibly', () => {
    const long = series(9, [
      [900, 10],
      [1100, 10.6],
    ])
    // Processor time, which does not depend on what else the machine does.
    const start = process.cpuUsage()
    const found = changePoints(long)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1_000).toBeLessThan(5_000)
    expect(found).toHaveLength(1)
    expect(Math.abs(found[0]!.index - 900)).toBeLessThanOrEqual(25)
    expect(changePoints(long)).toEqual(found)
  })

  test('short and constant series have none, and impossible settings are refused', () => {
    expect(changePoints([])).toEqual([])
    expect(changePoints([1, 2, 3, 4, 5])).toEqual([])
    expect(changePoints(new Array<number>(50).fill(7))).toEqual([])
    expect(() => changePoints([1, Number.NaN, 2])).toThrow(StatisticsError)
    expect(() => changePoints([1, 2], { permutations: 50, significance: 0.01 })).toThrow('at least 99')
  })
})
