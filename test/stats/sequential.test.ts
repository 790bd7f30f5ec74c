import { describe, expect, test } from 'vitest'
import { draws } from '../../bench/stats/draws.ts'
import { claimError, precisionError } from '../../bench/stats/sequential-coverage.ts'
import {
  type Claim,
  claimLook,
  claimRate,
  lookConfidence,
  meanOfClusters,
  precisionLook,
  spendingShare,
} from '../../src/stats/index.ts'

test('the looks together spend no more than the error rate', () => {
  let spent = 0
  for (let look = 1; look <= 60; look++) spent += spendingShare(look)
  expect(spent).toBeLessThanOrEqual(1 + 1e-12)
  expect(spent).toBeGreaterThan(0.999999)
  expect(lookConfidence(0.95, 2)).toBeCloseTo(0.965, 12)
})

describe('precisionLook', () => {
  const { lognormal } = draws(1)
  const values = Array.from({ length: 400 }, () => [lognormal(0.3)])
  const interval = (confidence: number) => meanOfClusters(values, { confidence })

  test('stops when the interval is narrow enough, with the wider interval of the look', () => {
    const look = precisionLook(interval, { halfWidth: 0.1, relative: true }, 1)
    expect(look.met).toBe(true)
    expect(look.estimate.confidence).toBeCloseTo(0.995, 12)
    expect(look.next).toBe(400)
  })

  test('otherwise plans the next look so that it will be narrow enough', () => {
    const look = precisionLook(interval, { halfWidth: 0.01, relative: true }, 1)
    expect(look.met).toBe(false)
    // (2.108 · 0.31 / 0.01)² with a tenth on top.
    expect(look.next).toBeGreaterThan(3_500)
    expect(look.next).toBeLessThan(6_500)
  })

  test('without an interval yet it asks for twice as many', () => {
    const none = (confidence: number) => meanOfClusters([[1, 2, 3]], { confidence })
    expect(precisionLook(none, { halfWidth: 0.01, relative: true }, 1)).toMatchObject({
      met: false,
      halfWidth: null,
      next: 6,
    })
  })

  test.each([
    ['mean', 0.02],
    ['p95', 0.05],
    ['rate', 0.003],
  ] as const)(
    'the interval of %s that it stops with misses the truth at most as often as stated',
    (statistic, halfWidth) => {
      const { error } = precisionError(draws(2), statistic, halfWidth, 250)
      expect(error).toBeLessThan(0.05 + 3 * Math.sqrt(0.0475 / 250))
    },
  )
})

describe('claimLook', () => {
  const claim: Claim = { comparison: 'atMost', limit: 0.003 }
  const clean = (n: number) => (at: Claim) => claimRate({ count: 0, n, effectiveN: n }, at)

  test('without failures a claim takes a pilot and one more look', () => {
    const first = claimLook(clean(200), claim, 200, 1)
    expect(first.decided).toBe(false)
    const second = claimLook(clean(first.next), claim, first.next, 2)
    expect(second).toMatchObject({ decided: true, verdict: { status: 'pass' } })
    // ln(0.05 · 0.7) / ln(1 − 0.003) with a tenth on top: 1,116 instead of the 998 of a single look.
    expect(first.next).toBe(Math.ceil(1.1 * 1116))
  })

  test('at the limit itself it passes wrongly at most as often as stated; repeated full-confidence looks do not', () => {
    const spent = claimError(draws(3), 0.01, 0.01, 300, true)
    const naive = claimError(draws(3), 0.01, 0.01, 100, false)
    expect(spent.error).toBeLessThan(0.05 + 3 * Math.sqrt(0.0475 / 300))
    expect(naive.error).toBeGreaterThan(0.1)
  })
})
