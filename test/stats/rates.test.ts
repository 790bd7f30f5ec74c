import { describe, expect, test } from 'vitest'
import {
  claimRate,
  clopperPearson,
  deploymentsForClaim,
  lowerRate,
  powerOfClaim,
  rateDifference,
  rateOfClusters,
  ruleOfThree,
  StatisticsError,
  upperRate,
  wilson,
} from '../../src/stats/index.ts'
import { golden } from './golden.ts'

const independent = (count: number, n: number) =>
  Array.from({ length: n }, (_, i) => ({ count: i < count ? 1 : 0, n: 1 }))
const atMost = (limit: number) => ({ comparison: 'atMost', limit, confidence: 0.95 }) as const

test('Clopper–Pearson, Wilson and the one-sided bounds agree with scipy', () => {
  for (const row of golden.rates.intervals) {
    const exact = clopperPearson(row.count, row.n, row.confidence)
    expect(exact.low).toBeCloseTo(row.clopperPearson[0], 10)
    expect(exact.high).toBeCloseTo(row.clopperPearson[1], 10)
    const score = wilson(row.count, row.n, row.confidence)
    expect(score.low).toBeCloseTo(row.wilson[0], 12)
    expect(score.high).toBeCloseTo(row.wilson[1], 12)
    expect(upperRate(row.count, row.n, row.confidence)).toBeCloseTo(row.upper, 10)
    expect(lowerRate(row.count, row.n, row.confidence)).toBeCloseTo(row.lower, 10)
  }
})

test('the published examples hold to the last printed digit', () => {
  const rounded = (x: { low: number; high: number }, digits: number) => [x.low.toFixed(digits), x.high.toFixed(digits)]
  expect(rounded(clopperPearson(3, 1000, 0.95), 8)).toEqual(['0.00061910', '0.00874202'])
  expect(rounded(wilson(3, 1000, 0.95), 8)).toEqual(['0.00102078', '0.00878301'])
  expect(rounded(clopperPearson(15, 100, 0.95), 6)).toEqual(['0.086454', '0.235308'])
  expect(rounded(wilson(15, 100, 0.95), 6)).toEqual(['0.093060', '0.232836'])
  expect(upperRate(0, 998, 0.95).toFixed(8)).toBe('0.00299724')
})

describe('rateOfClusters', () => {
  test('one deployment a stretch has design effect 1 and the plain Wilson interval', () => {
    const rate = rateOfClusters(independent(3, 1000))
    expect(rate).toMatchObject({ value: 0.003, count: 3, n: 1000, units: 1000, designEffect: 1, effectiveN: 1000 })
    expect(rate.low).toBe(wilson(3, 1000, 0.95).low)
  })

  test('failures that come in whole stretches make the stretches the sample', () => {
    // 100 stretches of 10: 10 of them fail throughout. The information is that of 100 independent trials.
    const clusters = Array.from({ length: 100 }, (_, s) => ({ count: s < 10 ? 10 : 0, n: 10 }))
    const rate = rateOfClusters(clusters)
    expect(rate.designEffect).toBeCloseTo(10 * (999 / 990), 2)
    expect(rate.effectiveN).toBeLessThan(100)
    expect(rate.effectiveN).toBeGreaterThan(95)
    expect(rate.high).toBeGreaterThan(wilson(10, 100, 0.95).high)
  })

  test('failures spread more evenly than chance do not narrow the interval', () => {
    const clusters = Array.from({ length: 100 }, () => ({ count: 1, n: 10 }))
    expect(rateOfClusters(clusters).designEffect).toBe(1)
  })

  test('a few failures in stretches carry the caution that their clustering cannot be seen, many do not', () => {
    const stretches = (failing: number) =>
      Array.from({ length: 100 }, (_, s) => ({ count: s < failing ? 1 : 0, n: 40 }))
    expect(rateOfClusters(stretches(3)).caution).toContain('3 of 4000 are too few')
    expect(rateOfClusters(stretches(40)).caution).toBeNull()
    expect(rateOfClusters(independent(3, 4000)).caution).toBeNull()
    expect(rateOfClusters(stretches(40).slice(0, 9)).caution).toContain('fewer than 10 stretches')
  })

  test('no trials, one trial and a single stretch give no false certainty', () => {
    expect(rateOfClusters([])).toMatchObject({ value: null, low: null, high: null, n: 0, units: 0 })
    expect(rateOfClusters([{ count: 0, n: 0 }])).toMatchObject({ value: null, n: 0, units: 0 })
    expect(rateOfClusters([{ count: 1, n: 1 }])).toMatchObject({ value: 1, n: 1, units: 1, designEffect: 1 })
    expect(rateOfClusters([{ count: 2, n: 500 }])).toMatchObject({
      value: 0.004,
      low: null,
      high: null,
      designEffect: null,
    })
    expect(JSON.stringify(rateOfClusters([]))).not.toContain('NaN')
  })

  test('more events than trials are refused by name', () => {
    expect(() => rateOfClusters([{ count: 3, n: 2 }])).toThrow(StatisticsError)
    expect(() => rateOfClusters([], { confidence: 95 })).toThrow('confidence: expected a number between 0 and 1')
  })
})

describe('claimRate', () => {
  test('998 independent deployments without a failure pass 0.3 % at 95 %, 997 need one more', () => {
    expect(claimRate(rateOfClusters(independent(0, 998)), atMost(0.003))).toMatchObject({
      status: 'pass',
      needed: null,
    })
    expect(claimRate(rateOfClusters(independent(0, 997)), atMost(0.003))).toMatchObject({
      status: 'inconclusive',
      needed: 1,
    })
    expect(claimRate(rateOfClusters([]), atMost(0.003))).toMatchObject({ status: 'inconclusive', needed: 998 })
  })

  test('0 to 5 failures take 998, 1580, 2097, 2583, 3049 and 3502 deployments', () => {
    expect(golden.rates['claim0.3%']).toEqual([998, 1580, 2097, 2583, 3049, 3502])
    golden.rates['claim0.3%'].forEach((n, failures) => {
      expect(deploymentsForClaim(0.003, failures)).toBe(n)
      expect(claimRate(rateOfClusters(independent(failures, n)), atMost(0.003)).status).toBe('pass')
      expect(claimRate(rateOfClusters(independent(failures, 500)), atMost(0.003))).toMatchObject(
        failures < 5 ? { status: 'inconclusive', needed: n - 500 } : { status: 'fail' },
      )
    })
  })

  test('a rate whose lower bound is above the limit fails with that bound', () => {
    const verdict = claimRate(rateOfClusters(independent(20, 1000)), atMost(0.003))
    expect(verdict.status).toBe('fail')
    expect(verdict.bound.side).toBe('lower')
    expect(verdict.bound.value).toBeCloseTo(lowerRate(20, 1000, 0.95), 12)
  })

  test('with a design effect above 1 the effective n decides', () => {
    // 2 failures in 2097 independent deployments pass; both in one stretch of many make the sample smaller.
    const clusters = Array.from({ length: 233 }, (_, s) => ({ count: s === 0 ? 2 : 0, n: 9 }))
    const rate = rateOfClusters(clusters)
    expect(rate).toMatchObject({ count: 2, n: 2097 })
    expect(rate.designEffect).toBeGreaterThan(1.9)
    const verdict = claimRate(rate, atMost(0.003))
    expect(verdict.status).toBe('inconclusive')
    expect(verdict.needed).toBeGreaterThan(100)
    expect(rate.method).toContain('design effect')
  })

  test('a single stretch cannot be claimed on, and no number of deployments in it is named', () => {
    const verdict = claimRate(rateOfClusters([{ count: 0, n: 5000 }]), atMost(0.003))
    expect(verdict).toEqual({
      status: 'inconclusive',
      bound: { side: 'upper', confidence: 0.95, value: null },
      needed: null,
    })
  })

  test('at least: a cache hit ratio is claimed by its lower bound', () => {
    const hits = rateOfClusters(independent(950, 1000))
    expect(claimRate(hits, { comparison: 'atLeast', limit: 0.93 })).toMatchObject({
      status: 'pass',
      bound: { side: 'lower' },
    })
    expect(claimRate(hits, { comparison: 'atLeast', limit: 0.97 })).toMatchObject({ status: 'fail' })
    expect(claimRate(hits, { comparison: 'atLeast', limit: 0.945 })).toMatchObject({ status: 'inconclusive' })
  })

  test('needed is exact: that many clean deployments more pass, one fewer does not', () => {
    for (const [k, n] of [
      [0, 10],
      [2, 300],
      [7, 2000],
    ] as const) {
      const { needed, status } = claimRate(rateOfClusters(independent(k, n)), atMost(0.005))
      expect(status).toBe('inconclusive')
      expect(upperRate(k, n + needed!, 0.95)).toBeLessThanOrEqual(0.005)
      expect(upperRate(k, n + needed! - 1, 0.95)).toBeGreaterThan(0.005)
    }
  })
})

describe('planning a claim', () => {
  test('the rule of three is the exact bound rounded up', () => {
    for (const n of [100, 998, 10_000]) {
      expect(ruleOfThree(n)).toBeGreaterThan(upperRate(0, n, 0.95))
      expect(ruleOfThree(n) / upperRate(0, n, 0.95)).toBeLessThan(1.02)
    }
  })

  test('a process at the very limit can hardly ever claim it', () => {
    expect(powerOfClaim(0.003, 3502, 0.003)).toBeLessThan(0.05)
    expect(powerOfClaim(0.003, 3502, 0.0005)).toBeGreaterThan(0.95)
    expect(powerOfClaim(0.003, 997, 0)).toBe(0)
  })
})

test('the difference of two rates is Newcombe’s hybrid of the Wilson intervals', () => {
  // Newcombe 1998, table II (a): 56/70 against 48/80, method 10: 0.0524 … 0.3339.
  const difference = rateDifference(rateOfClusters(independent(48, 80)), rateOfClusters(independent(56, 70)))
  expect(difference.value).toBeCloseTo(0.2, 10)
  expect(difference.low).toBeCloseTo(0.0524, 4)
  expect(difference.high).toBeCloseTo(0.3339, 4)
})
