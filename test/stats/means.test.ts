import { describe, expect, test } from 'vitest'
import { draws } from '../../bench/stats/draws.ts'
import { ratioVariance, sumClusters } from '../../src/stats/clusters.ts'
import { claimMean, meanOfClusters, StatisticsError } from '../../src/stats/index.ts'
import { coxTLimits } from '../../src/stats/mean/cox-t.ts'
import { andersonDarling, looksLognormal } from '../../src/stats/mean/lognormal-check.ts'
import { meanStatistic } from '../../src/stats/mean/mean-statistic.ts'
import { studentTQuantile } from '../../src/stats/special/student-t.ts'
import { bcaLimits } from '../../src/stats/units/bca.ts'
import { golden, relativeError } from './golden.ts'

const { means } = golden
const alone = (values: readonly number[]) => values.map((x) => [x])

describe('methods agree with scipy and statsmodels', () => {
  test('t interval', () => {
    const mean = meanOfClusters(alone(means.small))
    expect(mean.low).toBeCloseTo(means.t[0], 8)
    expect(mean.high).toBeCloseTo(means.t[1], 8)
  })

  test('BCa over single observations and over stretches, up to the noise of resampling', () => {
    for (const [clusters, [low, high]] of [
      [alone(means.skewed), means.bca],
      [means.clusters, means.clusteredBca],
    ] as const) {
      const limit = bcaLimits(meanStatistic(sumClusters(clusters)), 1, 100_000)
      expect(Math.abs(limit(0.025) - low)).toBeLessThan(0.01 * (high - low))
      expect(Math.abs(limit(0.975) - high)).toBeLessThan(0.01 * (high - low))
    }
  })

  test('variance of a clustered mean', () => {
    const { sums, sizes } = sumClusters(means.clusters)
    expect(relativeError(ratioVariance(sums, sizes), means.clusteredVariance)).toBeLessThan(1e-9)
  })

  test('Anderson–Darling statistic (before its adjustment for n)', () => {
    const n = means.skewed.length
    const adjusted = andersonDarling(means.skewed.map(Math.log))
    expect(adjusted / (1 + 0.75 / n + 2.25 / (n * n))).toBeCloseTo(means.andersonDarling, 8)
  })

  test('Cox-t is the published formula', () => {
    const logs = [0.2, 1.1, 0.7, 1.9, 1.4]
    const m = 1.06
    const v = logs.reduce((a, x) => a + (x - m) ** 2, 0) / 4
    const arm = studentTQuantile(0.975, 4) * Math.sqrt(v / 5 + v ** 2 / 8)
    expect(coxTLimits(logs)(0.975)).toBeCloseTo(Math.exp(m + v / 2 + arm), 10)
    expect(coxTLimits(logs)(0.025)).toBeCloseTo(Math.exp(m + v / 2 - arm), 10)
  })
})

describe('the method fits the data', () => {
  const { lognormal, uniform, normal } = draws(11)

  test('independent lognormal times get Cox-t, unless they are declared a mixture', () => {
    const values = alone(Array.from({ length: 200 }, () => lognormal(0.55)))
    expect(meanOfClusters(values).method).toContain('Cox-t')
    expect(meanOfClusters(values, { shape: 'mixture' }).method).toContain('studentised bootstrap')
  })

  test('automatic and manual recovery mixed never get Cox-t', () => {
    for (let i = 0; i < 300; i++) {
      const n = [10, 30, 100][i % 3]!
      const values = Array.from({ length: n }, () => (uniform() < 0.85 ? 5 : 60) * lognormal(0.3))
      expect(meanOfClusters(alone(values), { shape: 'mixture' }).method).not.toContain('Cox-t')
    }
  })

  test('the lognormal check itself sees the mixture from 30 observations on, but for samples without a slow one', () => {
    let passed = 0
    for (let i = 0; i < 1_000; i++)
      if (looksLognormal(Array.from({ length: 30 }, () => Math.log((uniform() < 0.85 ? 5 : 60) * lognormal(0.3)))))
        passed++
    // 0.85^30 = 0.8 % of samples hold no slow recovery at all and are indeed lognormal.
    expect(passed).toBeLessThan(25)
  })

  test('stretches are resampled whole, few of them get t, one gets nothing', () => {
    const stretch = () => {
      const common = 1 + 0.2 * normal()
      return Array.from({ length: 20 }, () => common + 0.1 * normal())
    }
    const stretches = Array.from({ length: 60 }, stretch)
    const mean = meanOfClusters(stretches)
    expect(mean.method).toBe('studentised bootstrap over 60 stretches')
    expect(mean.designEffect).toBeGreaterThan(10)
    expect(meanOfClusters(stretches.slice(0, 5)).method).toBe('Student t on 5 stretches')
    expect(meanOfClusters(stretches.slice(0, 1))).toMatchObject({ low: null, high: null, n: 20, units: 1 })
  })
})

test('20,000 deployments in 500 stretches take well below a second', () => {
  const { lognormal } = draws(5)
  const stretches = Array.from({ length: 500 }, () => Array.from({ length: 40 }, () => lognormal(0.3)))
  const start = performance.now()
  meanOfClusters(stretches)
  expect(performance.now() - start).toBeLessThan(500)
})

test('the same seed gives the same interval, another seed a slightly different one', () => {
  const one = meanOfClusters(means.clusters, { seed: 3 })
  expect(meanOfClusters(means.clusters, { seed: 3 })).toEqual(one)
  const other = meanOfClusters(means.clusters, { seed: 4 })
  expect(other.low).not.toBe(one.low)
  expect(Math.abs(other.low! - one.low!)).toBeLessThan(0.15 * (one.high! - one.low!))
})

test('nothing, one value and constants are answered honestly', () => {
  expect(meanOfClusters([])).toMatchObject({ value: null, low: null, high: null, n: 0, units: 0 })
  expect(meanOfClusters([[], []])).toMatchObject({ value: null, n: 0 })
  expect(meanOfClusters([[4]])).toMatchObject({ value: 4, low: null, high: null, n: 1 })
  expect(meanOfClusters([[4, 4], [4], [4]])).toMatchObject({ value: 4, low: 4, high: 4, n: 4 })
  expect(() => meanOfClusters([[1], [Number.NaN]])).toThrow(StatisticsError)
})

describe('claimMean', () => {
  const stretches = Array.from({ length: 100 }, (_, s) => [17 + (s % 5) * 0.5, 18 + (s % 3)])

  test('passes, fails and stays open by the one-sided bounds', () => {
    const { value } = meanOfClusters(stretches)
    expect(claimMean(stretches, { comparison: 'atMost', limit: value! + 0.5 })).toMatchObject({
      status: 'pass',
      bound: { side: 'upper', confidence: 0.95 },
    })
    expect(claimMean(stretches, { comparison: 'atMost', limit: value! - 0.5 })).toMatchObject({
      status: 'fail',
      bound: { side: 'lower' },
    })
    expect(claimMean(stretches, { comparison: 'atLeast', limit: value! - 0.5 }).status).toBe('pass')
    const open = claimMean(stretches, { comparison: 'atMost', limit: value! + 0.02 })
    expect(open.status).toBe('inconclusive')
    expect(open.needed).toBeGreaterThan(0)
  })

  test('the number needed is what the bound takes to reach the limit', () => {
    const { value } = meanOfClusters(stretches)
    const limit = value! + 0.03
    const { needed } = claimMean(stretches, { comparison: 'atMost', limit })
    const times = Math.ceil((200 + needed!) / 200) + 1
    const grown = Array.from({ length: times }, () => stretches).flat()
    expect(claimMean(grown, { comparison: 'atMost', limit }).status).toBe('pass')
  })

  test('without observations or with one stretch nothing is claimed', () => {
    for (const clusters of [[], [[1, 2, 3]]])
      expect(claimMean(clusters, { comparison: 'atMost', limit: 99 })).toEqual({
        status: 'inconclusive',
        bound: { side: 'upper', confidence: 0.95, value: null },
        needed: null,
      })
  })
})
