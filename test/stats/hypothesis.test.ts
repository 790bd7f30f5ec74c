import { describe, expect, test } from 'vitest'
import { draws } from '../../bench/stats/draws.ts'
import {
  benjaminiHochberg,
  hodgesLehmann,
  holm,
  mannWhitney,
  pairedPermutation,
  StatisticsError,
  shift,
  signedRank,
  twoSamplePermutation,
} from '../../src/stats/index.ts'
import { golden } from './golden.ts'

const { ranks } = golden
const alternatives = ['greater', 'less', 'two-sided'] as const

describe('signed-rank test', () => {
  test.each(ranks.signedRank)('agrees with scipy: $name', (row) => {
    const results = alternatives.map((alternative) => signedRank(row.differences, alternative))
    expect(results[0]).toMatchObject({ statistic: row.statistic, exact: true })
    expect(results[0]!.p).toBeCloseTo(row.greater, 12)
    expect(results[1]!.p).toBeCloseTo(row.less, 12)
    expect(results[2]!.p).toBeCloseTo(row.twoSided, 12)
  })

  test('250 differences use the normal approximation of scipy', () => {
    const { p, exact } = signedRank(ranks.signedRankLarge.differences, 'greater')
    expect(exact).toBe(false)
    expect(p).toBeCloseTo(ranks.signedRankLarge.greater, 6)
  })

  test('n differences of one sign give 2^-n, so 5 pairs cannot go below 1/32', () => {
    for (const n of [1, 5, 8, 40])
      expect(
        signedRank(
          Array.from({ length: n }, (_, i) => i + 1),
          'greater',
        ).p,
      ).toBeCloseTo(2 ** -n, 15)
  })

  test('nothing but zeros, and nothing at all, show nothing', () => {
    expect(signedRank([0, 0, 0], 'greater').p).toBe(1)
    expect(signedRank([], 'greater').p).toBe(1)
  })
})

describe('Hodges–Lehmann', () => {
  test.each(ranks.signedRank)('agrees with the enumeration of Walsh averages: $name', (row) => {
    const { value, low, high } = hodgesLehmann(row.differences, { confidence: 0.9 })
    expect(value).toBeCloseTo(row.hodgesLehmann, 10)
    expect([low, high]).toEqual(row.interval90)
  })

  test('too few differences for the confidence have no interval', () => {
    expect(hodgesLehmann([0.1, 0.2, 0.3, 0.4, 0.5], { confidence: 0.95 })).toMatchObject({ low: null, high: null })
    expect(hodgesLehmann([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], { confidence: 0.95 })).toMatchObject({ low: 0.1, high: 0.6 })
    expect(hodgesLehmann([])).toEqual({ value: null, low: null, high: null, n: 0 })
  })

  test('the interval beyond 200 differences continues that of 200', () => {
    const { normal } = draws(3)
    const values = Array.from({ length: 201 }, normal)
    const width = (n: number) => {
      const { low, high } = hodgesLehmann(values.slice(0, n))
      return high! - low!
    }
    expect(Math.abs(width(201) / width(200) - 1)).toBeLessThan(0.02)
  })
})

describe('Mann–Whitney', () => {
  test.each(ranks.mannWhitney)('agrees with scipy, ties included (statistic $statistic)', (row) => {
    for (const alternative of alternatives) {
      const result = mannWhitney(row.a, row.b, alternative)
      expect(result.statistic).toBe(row.statistic)
      expect(result.p).toBeCloseTo(row[alternative], 9)
    }
  })

  test('the shift is the median of all differences', () => {
    for (const row of ranks.mannWhitney) expect(shift(row.a, row.b).value).toBeCloseTo(row.shift, 10)
  })

  test('the shift interval excludes 0 exactly when the two-sided test rejects', () => {
    const { normal } = draws(8)
    let rejected = 0
    for (let i = 0; i < 200; i++) {
      const a = Array.from({ length: 8 }, normal)
      const b = Array.from({ length: 9 }, () => normal() + 1)
      const { low, high } = shift(a, b)
      const excluded = low! > 0 || high! < 0
      expect(excluded).toBe(mannWhitney(a, b, 'two-sided').p <= 0.05)
      if (excluded) rejected++
    }
    expect(rejected).toBeGreaterThan(50)
  })

  test('an empty sample is refused, and has no shift', () => {
    expect(() => mannWhitney([], [1], 'greater')).toThrow(StatisticsError)
    expect(shift([], [1])).toMatchObject({ value: null, low: null })
  })
})

describe('permutation tests', () => {
  const { a, b, d } = ranks.permutation

  test.each(alternatives)('small samples are enumerated as by scipy: %s', (alternative) => {
    const independent = twoSamplePermutation(a, b, { alternative })
    const paired = pairedPermutation(d, { alternative })
    expect([independent.exact, paired.exact]).toEqual([true, true])
    expect(independent.p).toBeCloseTo(ranks.permutation.independent[alternative], 12)
    expect(paired.p).toBeCloseTo(ranks.permutation.paired[alternative], 12)
  })

  test('large samples are sampled, reproducibly, and come near the exact p', () => {
    const { normal } = draws(2)
    const differences = Array.from({ length: 20 }, () => normal() + 0.4)
    const sampled = pairedPermutation(differences, { alternative: 'greater', seed: 5 })
    expect(sampled.exact).toBe(false)
    expect(pairedPermutation(differences, { alternative: 'greater', seed: 5 })).toEqual(sampled)
    const enumerated = exactSignFlipP(differences)
    expect(Math.abs(sampled.p - enumerated)).toBeLessThan(4 * Math.sqrt(enumerated / 9_999))
  })

  test('a sampled p is never 0', () => {
    const far = twoSamplePermutation(
      Array.from({ length: 30 }, (_, i) => i),
      Array.from({ length: 30 }, (_, i) => 1000 + i),
      { permutations: 999 },
    )
    expect(far.p).toBeCloseTo(2 / 1000, 12)
  })
})

/** All 2^20 sign flips, by Gray code. */
function exactSignFlipP(differences: readonly number[]): number {
  const observed = differences.reduce((x, y) => x + y, 0)
  const signs = differences.map(() => 1)
  let sum = observed
  let reached = 1
  for (let i = 1; i < 2 ** differences.length; i++) {
    const bit = 31 - Math.clz32(i & -i)
    signs[bit]! *= -1
    sum += 2 * signs[bit]! * differences[bit]!
    if (sum >= observed - 1e-9) reached++
  }
  return reached / 2 ** differences.length
}

describe('several tests at once', () => {
  test('Holm and Benjamini–Hochberg agree with statsmodels', () => {
    for (const [ours, theirs] of [
      [holm(ranks.p), ranks.holm],
      [benjaminiHochberg(ranks.p), ranks.benjaminiHochberg],
    ] as const)
      ours.forEach((p, i) => {
        expect(p).toBeCloseTo(theirs[i]!, 12)
      })
  })

  test('one test is left as it is, none give none', () => {
    expect(holm([0.03])).toEqual([0.03])
    expect(benjaminiHochberg([])).toEqual([])
  })
})
