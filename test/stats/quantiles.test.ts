import { describe, expect, test } from 'vitest'
import {
  claimQuantile,
  quantileOfClusters,
  quantileRank,
  valuesForLowerBound,
  valuesForUpperBound,
} from '../../src/stats/index.ts'
import { lowerRank, upperRank } from '../../src/stats/quantile/order-statistics.ts'
import { golden } from './golden.ts'

const singles = (n: number) => Array.from({ length: n }, (_, i) => [i + 1])

test('ranks of the bounds agree with the binomial quantiles of scipy', () => {
  for (const [n, q, confidence, low, high] of golden.orderStatistics) {
    expect(lowerRank(n, q, confidence), `low n=${n} q=${q} c=${confidence}`).toBe(low)
    expect(upperRank(n, q, confidence), `high n=${n} q=${q} c=${confidence}`).toBe(high)
  }
})

test('an upper bound of the P95 takes 59 values one-sided and 72 two-sided', () => {
  expect(valuesForUpperBound(0.95, 0.95)).toBe(59)
  expect(valuesForUpperBound(0.95, 0.975)).toBe(72)
  expect(valuesForLowerBound(0.05, 0.95)).toBe(59)
  expect(quantileOfClusters(singles(71), 0.95).high).toBeNull()
  expect(quantileOfClusters(singles(72), 0.95).high).toBe(72)
})

test('the estimate is an observed value: the smallest with a share q at or below it', () => {
  expect(quantileRank(100, 0.95)).toBe(95)
  expect(quantileRank(20, 0.95)).toBe(19)
  expect(quantileRank(10, 0.5)).toBe(5)
  expect(quantileRank(1, 0.95)).toBe(1)
  expect(quantileOfClusters(singles(101), 0.5).value).toBe(51)
})

describe('clustered observations', () => {
  test('stretches of identical values count as one observation each', () => {
    const repeated = Array.from({ length: 200 }, (_, s) => new Array<number>(10).fill(s))
    const once = Array.from({ length: 200 }, (_, s) => [s])
    const clustered = quantileOfClusters(repeated, 0.5)
    const plain = quantileOfClusters(once, 0.5)
    expect(clustered.designEffect).toBeGreaterThan(9.9)
    expect(clustered.caution).toBeNull()
    expect(quantileOfClusters(repeated.slice(0, 8), 0.5).caution).toContain('fewer than 10 stretches')
    expect(Math.abs(clustered.high! - plain.high!)).toBeLessThanOrEqual(1)
    expect(Math.abs(clustered.low! - plain.low!)).toBeLessThanOrEqual(1)
  })

  test('nothing, one value and one stretch have no interval', () => {
    expect(quantileOfClusters([], 0.95)).toMatchObject({ value: null, low: null, high: null, n: 0 })
    expect(quantileOfClusters([[7]], 0.95)).toMatchObject({ value: 7, low: null, high: null, n: 1 })
    expect(quantileOfClusters([singles(500).flat()], 0.95)).toMatchObject({
      value: 475,
      low: null,
      high: null,
      units: 1,
    })
  })

  test('constant data give the constant', () => {
    expect(
      quantileOfClusters(
        Array.from({ length: 50 }, () => [3, 3, 3]),
        0.5,
      ),
    ).toMatchObject({ value: 3, low: 3, high: 3 })
  })
})

describe('claimQuantile', () => {
  test('59 deployments that all meet the limit pass the P95 claim, 58 need one more', () => {
    expect(claimQuantile(singles(59), 0.95, { comparison: 'atMost', limit: 60 }).status).toBe('pass')
    expect(claimQuantile(singles(58), 0.95, { comparison: 'atMost', limit: 60 })).toMatchObject({
      status: 'inconclusive',
      bound: { side: 'upper', value: null },
      needed: 1,
    })
    expect(claimQuantile([], 0.95, { comparison: 'atMost', limit: 60 }).needed).toBe(59)
  })

  test('a P95 clearly above the limit fails by its lower bound', () => {
    const verdict = claimQuantile(singles(1000), 0.95, { comparison: 'atMost', limit: 900 })
    expect(verdict).toMatchObject({ status: 'fail', bound: { side: 'lower' } })
    expect(verdict.bound.value).toBeGreaterThan(900)
  })

  test('the number still needed decides when the share of slow deployments stays what it is', () => {
    const limit = 96.5
    const small = claimQuantile(singles(100), 0.95, { comparison: 'atMost', limit })
    expect(small.status).toBe('inconclusive')
    const times = Math.ceil((100 + small.needed!) / 100) + 1
    const grown = Array.from({ length: times }, () => singles(100)).flat()
    expect(claimQuantile(grown, 0.95, { comparison: 'atMost', limit }).status).toBe('pass')
  })

  test('at least: a lower bound of the median', () => {
    expect(claimQuantile(singles(1000), 0.5, { comparison: 'atLeast', limit: 400 }).status).toBe('pass')
    expect(claimQuantile(singles(1000), 0.5, { comparison: 'atLeast', limit: 600 }).status).toBe('fail')
  })
})
