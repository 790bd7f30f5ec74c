import { describe, expect, test } from 'vitest'
import { draws } from '../../bench/stats/draws.ts'
import { importanceEstimate, inferRareRate, rateOfClusters, StatisticsError } from '../../src/stats/index.ts'

/**
 * A deployment fails when a cause strikes (probability 1/500) and is not caught (1/2): 0.1 % in truth. The cause is made
 * as likely as not, and the weight takes that back.
 */
const CAUSE = 0.002
const CHANGED = 0.5
const TRUTH = 0.001

function weighted(seed: number, n: number) {
  const { uniform } = draws(seed)
  return Array.from({ length: n }, () => {
    const strikes = uniform() < CHANGED
    const weight = strikes ? CAUSE / CHANGED : (1 - CAUSE) / (1 - CHANGED)
    return [{ weight, outcome: strikes && uniform() < 0.5 ? 1 : 0 }]
  })
}

describe('importance sampling', () => {
  test('is unbiased over 200 repetitions and covers as stated', () => {
    let sum = 0
    let squares = 0
    let covered = 0
    for (let r = 0; r < 200; r++) {
      const { value, low, high } = importanceEstimate(weighted(r, 1_000))
      sum += value!
      squares += value! ** 2
      if (low! <= TRUTH && TRUTH <= high!) covered++
    }
    const mean = sum / 200
    const error = Math.sqrt((squares / 200 - mean ** 2) / 200)
    expect(Math.abs(mean - TRUTH)).toBeLessThan(3 * error)
    expect(covered).toBeGreaterThanOrEqual(190 - 3 * Math.sqrt(200 * 0.05 * 0.95))
  })

  test('is at most a fifth as wide as plain simulation with as many deployments', () => {
    const { uniform } = draws(77)
    const plain = rateOfClusters(Array.from({ length: 20_000 }, () => ({ count: uniform() < TRUTH ? 1 : 0, n: 1 })))
    const { low, high, varianceRatio } = importanceEstimate(weighted(77, 20_000))
    expect(high! - low!).toBeLessThan((plain.high! - plain.low!) / 5)
    expect(varianceRatio).toBeGreaterThan(25)
  })

  test('reports what the weights are worth', () => {
    const estimate = importanceEstimate(weighted(5, 4_000))
    // (E w)² / E w² = 1 / (0.5 · 0.004² + 0.5 · 1.996²).
    expect(estimate.effectiveSampleSize / 4_000).toBeCloseTo(0.502, 1)
    expect(estimate.effectiveEvents).toBeGreaterThan(900)
    expect(estimate.meanWeight).toBeCloseTo(1, 1)
    expect(estimate.caution).toBeNull()
  })

  test('weights that do not average to 1 are called out', () => {
    const wrong = weighted(6, 4_000).map(([x]) => [{ ...x!, weight: x!.weight * 1.3 }])
    expect(importanceEstimate(wrong).caution).toMatch(/weights average 1\.[23]/)
    const normalised = importanceEstimate(wrong, { estimator: 'self-normalised' })
    expect(normalised.value).toBeCloseTo(TRUTH, 3.5)
  })

  test('with weight 1 it is plain simulation', () => {
    const plain = Array.from({ length: 500 }, (_, i) => [{ weight: 1, outcome: i % 10 === 0 ? 1 : 0 }])
    const estimate = importanceEstimate(plain)
    expect(estimate).toMatchObject({ value: 0.1, effectiveSampleSize: 500, effectiveEvents: 50 })
    expect(estimate.varianceRatio).toBeCloseTo(1, 2)
  })

  test('an event that never happens, few events and nothing at all are not dressed up', () => {
    expect(importanceEstimate([[{ weight: 1, outcome: 0 }], [{ weight: 1, outcome: 0 }]])).toMatchObject({
      value: 0,
      high: null,
      caution: 'the event never happened: change the distribution further',
    })
    expect(importanceEstimate(weighted(7, 12)).caution).toContain('effective events')
    expect(importanceEstimate([])).toMatchObject({ value: null, low: null, high: null, n: 0 })
    expect(() => importanceEstimate([[{ weight: -1, outcome: 1 }]])).toThrow(StatisticsError)
  })
})

describe('the rate of rare events among trials', () => {
  const samples = weighted(3, 2_000).map(([one]) => one!)
  const trials = Array.from({ length: 50 }, () => ({ count: 36, n: 40 }))

  test('is the probability of the event over the share of the trials', () => {
    const rate = inferRareRate(samples, trials)
    const plain = importanceEstimate(samples.map((one) => [one]))
    expect(rate.value).toBeCloseTo(plain.value! / 0.9, 12)
    expect(rate.limit(0.5)).toBe(rate.value)
  })

  test('has an interval a little wider than that of the samples alone, and the wider the surer', () => {
    const rate = inferRareRate(samples, trials)
    const alone = importanceEstimate(samples.map((one) => [one]))
    const arm = Math.log(rate.limit(0.975)! / rate.value!)
    expect(arm).toBeGreaterThan(Math.log(alone.high! / alone.value!))
    expect(arm).toBeLessThan(1.1 * Math.log(alone.high! / alone.value!))
    expect(rate.limit(0.025)!).toBeLessThan(rate.limit(0.05)!)
    expect(rate.limit(0.95)!).toBeLessThan(rate.limit(0.975)!)
  })

  test('without an event or without trials there is no interval', () => {
    expect(inferRareRate([{ weight: 1, outcome: 0 }], trials)).toMatchObject({ value: 0, variance: null })
    expect(inferRareRate(samples, []).value).toBeNull()
    expect(inferRareRate(samples, []).limit(0.975)).toBeNull()
  })
})
