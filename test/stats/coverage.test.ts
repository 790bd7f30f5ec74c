import { describe, expect, test } from 'vitest'
import { draws } from '../../bench/stats/draws.ts'
import { clusteredMeanCoverage, meanCoverage, shapes } from '../../bench/stats/mean-coverage.ts'
import { clusteredQuantileCoverage, orderStatisticCoverage } from '../../bench/stats/quantile-coverage.ts'
import { pairedRatioCoverage, walshCoverage } from '../../bench/stats/rank-coverage.ts'
import {
  clusteredRateCoverage,
  coverageOverP,
  enumeratedCoverage,
  intervalsFor,
} from '../../bench/stats/rate-coverage.ts'

/** Three Monte Carlo standard errors below a nominal coverage. */
const below = (nominal: number, repetitions: number) => nominal - 3 * Math.sqrt((nominal * (1 - nominal)) / repetitions)

describe('exact intervals never cover less than stated (by enumeration)', () => {
  test.each([10, 30, 100, 1000])('Clopper–Pearson and its one-sided bound, n = %i', (n) => {
    for (const method of ['Clopper–Pearson', 'one-sided upper'] as const) {
      const intervals = intervalsFor(method, n)
      for (const p of [0.003, 0.15]) expect(enumeratedCoverage(intervals, p)).toBeGreaterThanOrEqual(0.95 - 1e-9)
      expect(coverageOverP(intervals, n === 1000 ? 50 : 500).lowest).toBeGreaterThanOrEqual(0.95 - 1e-9)
    }
  })

  test.each([10, 30, 100, 1000])('order statistics, n = %i', (n) => {
    for (const q of [0.5, 0.9, 0.95, 0.99])
      expect(orderStatisticCoverage(n, q, 0.95)).toBeGreaterThanOrEqual(0.95 - 1e-9)
  })

  test.each([5, 6, 10, 30, 100, 200])('Walsh averages of %i pairs', (n) => {
    expect(walshCoverage(n, 0.95)).toBeGreaterThanOrEqual(0.95 - 1e-9)
  })

  test('signed rank on symmetric log ratios with spikes (simulated)', () => {
    for (const n of [10, 30]) expect(pairedRatioCoverage(draws(1), n, 1_000)).toBeGreaterThan(below(0.95, 1_000))
  })
})

test.each([10, 30, 100, 1000])('Wilson covers 95 ± 1.5 % on average over p, n = %i', (n) => {
  const { mean } = coverageOverP(intervalsFor('Wilson', n), n === 1000 ? 100 : 1_000)
  expect(Math.abs(mean - 0.95)).toBeLessThan(0.015)
})

describe('means', () => {
  test.each(shapes)('$name: what covers less than 93 % is marked', (shape) => {
    for (const [n, repetitions] of [
      [10, 150],
      [30, 250],
    ] as const) {
      const { chosen, marked } = meanCoverage(draws(n), shape, n, repetitions)
      if (marked < 1) expect(chosen).toBeGreaterThan(below(0.93, repetitions))
      else expect(n).toBeLessThan(50)
    }
  })

  test('recovery as a mixture: Cox-t would fail and is not chosen', () => {
    const mixture = shapes.find((shape) => shape.mixture)!
    const { cox, coxChosen, chosen } = meanCoverage(draws(5), mixture, 100, 200)
    expect(cox).toBeLessThan(0.7)
    expect(coxChosen).toBe(0)
    expect(chosen).toBeGreaterThan(below(0.93, 200))
  })

  test('over stretches the interval covers although the deployments are correlated', () => {
    const cell = clusteredMeanCoverage(draws(6), { units: 50, size: 40, sigma: 0.3, icc: 0.5, repetitions: 250 })
    expect(cell.designEffect).toBeGreaterThan(10)
    expect(cell.chosen).toBeGreaterThan(below(0.93, 250))
  })
})

describe('correlated deployments', () => {
  test('rates cover with the design effect and do not without', () => {
    const cell = clusteredRateCoverage(draws(7), { units: 100, size: 40, p: 0.15, icc: 0.1, repetitions: 400 })
    expect(cell.wilson).toBeGreaterThan(below(0.95, 400))
    expect(cell.claim).toBeGreaterThan(below(0.95, 400))
    expect(cell.naive).toBeLessThan(0.75)
  })

  test('quantiles cover with the design effect', () => {
    for (const q of [0.5, 0.95]) {
      const cell = clusteredQuantileCoverage(draws(8), { units: 50, size: 40, q, icc: 0.5, repetitions: 200 })
      expect(cell.covered).toBeGreaterThan(below(0.95, 200))
    }
  })
})
