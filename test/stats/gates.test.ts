import { describe, expect, test } from 'vitest'
import { draws } from '../../bench/stats/draws.ts'
import { trial } from '../../bench/stats/gate-trial.ts'
import { ciMachine, interleavedPairs } from '../../bench/stats/noisy-machine.ts'
import {
  decideRealGate,
  decideSimGate,
  fewestPairs,
  planPairs,
  randomPairOrder,
  requireReachable,
  StatisticsError,
} from '../../src/stats/index.ts'

const quiet = { noise: 0.01, drift: { coefficient: 0.9, sd: 0.02 }, spikes: { share: 0, upTo: 0 } }
const pairs = (n: number, ratio: number, seed: number) => interleavedPairs(draws(seed), quiet, n, ratio, seed)

describe('planning pairs', () => {
  test('alpha sets the fewest pairs: 8 for 0.005, 5 for 1/32, more when metrics share it', () => {
    expect(fewestPairs(0.005)).toBe(8)
    expect(fewestPairs(1 / 32)).toBe(5)
    expect(fewestPairs(0.005, 4)).toBe(10)
  })

  test('an alpha that the pairs cannot reach is refused with the number that can', () => {
    expect(() => requireReachable(0.03, 5)).toThrow('at least 6 pairs for alpha 0.03 (5 pairs cannot go below 1/32)')
    expect(() => requireReachable(1 / 32, 5)).not.toThrow()
    expect(() => decideRealGate([{ name: 'duration', pairs: pairs(5, 1, 1) }])).toThrow(StatisticsError)
  })

  test('more noise takes more pairs, and hopeless noise is not planned for', () => {
    const plan = (sigma: number) => planPairs({ sigma }, { ratio: 1.05, alpha: 0.005 }).pairs
    expect(plan(0.01)).toBe(8)
    expect(plan(0.03)!).toBeLessThan(plan(0.07)!)
    expect(plan(0.5)).toBeNull()
  })

  test('the planned number has the power that was asked for', () => {
    const machine = { noise: 0.05, drift: { coefficient: 0.9, sd: 0 }, spikes: { share: 0, upTo: 0 } }
    const plan = planPairs({ sigma: 0.05 * Math.SQRT2 }, { ratio: 1.05, alpha: 0.005 })
    const { regression } = trial(draws(31), machine, plan.pairs!, 1.05, 200)
    // Three standard errors below 95 % of 200.
    expect(regression).toBeGreaterThanOrEqual(181)
  })
})

describe('the gate for real runs', () => {
  test('an alarm asks for fresh pairs, and is a regression when they repeat it', () => {
    const first = { name: 'duration', pairs: pairs(20, 1.06, 1) }
    expect(decideRealGate([first])).toMatchObject({ status: 'to-confirm' })
    const confirmed = decideRealGate([{ ...first, fresh: pairs(20, 1.06, 2) }])
    expect(confirmed.status).toBe('regression')
    expect(confirmed.metrics[0]!.confirmation!.ratio.value).toBeCloseTo(1.06, 1)
  })

  test('an alarm that fresh pairs do not repeat is no regression', () => {
    const decision = decideRealGate([{ name: 'duration', pairs: pairs(20, 1.06, 1), fresh: pairs(20, 1, 3) }])
    expect(decision.status).toBe('pass')
    expect(decision.metrics[0]!.first.alarmed).toBe(true)
  })

  test('a significant slowdown below 2 % is none of its business', () => {
    const decision = decideRealGate([{ name: 'duration', pairs: pairs(60, 1.012, 4) }])
    expect(decision.metrics[0]!.first.p).toBeLessThan(0.005)
    expect(decision.status).toBe('pass')
  })

  test('no alarm but too much noise to exclude +5 % is inconclusive, with the pairs still needed', () => {
    const noisy = interleavedPairs(draws(6), ciMachine, 10, 1, 6)
    const decision = decideRealGate([{ name: 'duration', pairs: noisy }])
    expect(decision.status).toBe('inconclusive')
    expect(decision.metrics[0]!.needed).toBeGreaterThan(20)
  })

  test('the worst metric decides, and metrics share alpha', () => {
    const metrics = [
      { name: 'duration', pairs: pairs(20, 1, 7) },
      { name: 'p95', pairs: pairs(20, 1.06, 8), fresh: pairs(20, 1.06, 9) },
    ]
    const decision = decideRealGate(metrics)
    expect(decision.status).toBe('regression')
    expect(decision.metrics.map((m) => m.status)).toEqual(['pass', 'regression'])
    expect(decision.metrics[1]!.first.adjustedP).toBeCloseTo(2 * decision.metrics[1]!.first.p, 12)
  })

  test('a faster candidate passes', () => {
    expect(decideRealGate([{ name: 'duration', pairs: pairs(20, 0.8, 10) }]).status).toBe('pass')
  })

  test('times that are not positive are refused by the metric’s name', () => {
    const broken = [...pairs(20, 1, 1), { baseline: 0, candidate: 1 }]
    expect(() => decideRealGate([{ name: 'p95', pairs: broken }])).toThrow('p95: expected positive finite measurements')
  })

  test('over null comparisons with noise, drift and spikes it alarms at most at its level', () => {
    const { firstAlarms, regression } = trial(draws(12), ciMachine, 100, 1, 200)
    // Binomial(200, .005): more than 5 first alarms has probability 0.1 %; confirmed ones are rarer by far.
    expect(firstAlarms).toBeLessThanOrEqual(5)
    expect(regression).toBe(0)
  })
})

test('the order of runs within pairs is random, balanced and reproducible', () => {
  const order = randomPairOrder(1_000, 42)
  expect(randomPairOrder(1_000, 42)).toEqual(order)
  const first = order.filter((o) => o === 'baseline-first').length
  expect(Math.abs(first - 500)).toBeLessThan(60)
})

describe('the gate between simulated versions', () => {
  const { lognormal } = draws(13)
  const stage = () => Array.from({ length: 1 }, () => [9 * lognormal(0.2), 4 * lognormal(0.3)] as const)
  const stretches = Array.from({ length: 20 }, stage)
  const durations = (testFactor: number) =>
    stretches.map((s) => s.map(([other, tests]) => Math.round(60_000 * (other + testFactor * tests))))

  test('identical observations are identical, whatever their spread', () => {
    const decision = decideSimGate(durations(1), durations(1))
    expect(decision).toMatchObject({ status: 'identical', identical: true, difference: { value: 0, low: 0, high: 0 } })
  })

  test('a test stage that is 1 % slower is found with 20 paired runs', () => {
    const decision = decideSimGate(durations(1), durations(1.01))
    expect(decision.status).toBe('regression')
    expect(decision.ratio.value).toBeCloseTo(1.003, 3)
    expect(decision.ratio.low).toBeGreaterThan(1)
  })

  test('a faster one passes, and is still described', () => {
    const decision = decideSimGate(durations(1), durations(0.9))
    expect(decision.status).toBe('pass')
    expect(decision.difference.high).toBeLessThan(0)
  })

  test('changes both ways are inconclusive while they may hide a 1 % slowdown', () => {
    const { normal } = draws(14)
    const a = durations(1)
    const b = a.map((s) => s.map((x) => x * Math.exp(0.05 * normal())))
    const decision = decideSimGate(a, b)
    expect(decision.status).toBe('inconclusive')
    expect(decision.needed).toBeGreaterThan(0)
  })

  test('over skewed null comparisons it alarms at most at its level, which the bound of the ratio alone does not', () => {
    const { lognormal } = draws(21)
    const stretch = () => {
      const day = lognormal(1)
      return Array.from({ length: 3 }, () => day * lognormal(0.3))
    }
    const side = () => Array.from({ length: 10 }, stretch)
    const pairs = Array.from({ length: 300 }, () => [side(), side()] as const)
    const decisions = pairs.map(([a, b]) => decideSimGate(a, b, { confidence: 0.99 }))
    expect(decisions.filter(({ ratio }) => (ratio.low ?? 0) > 1).length).toBeGreaterThan(3)
    expect(decisions.filter(({ status }) => status === 'regression').length).toBeLessThanOrEqual(3)
  })
})
