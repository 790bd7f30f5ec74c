import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Distribution } from '../../src/model/distribution.ts'
import {
  bernoulli,
  durationQuantile,
  mean,
  normalQuantile,
  poissonQuantile,
  quantile,
  weightedIndex,
} from '../../src/random/index.ts'

/** What SciPy says; how it was asked: test/golden/random/generate.py. */
interface GoldenTable {
  probabilities: number[]
  normal: number[]
  normalFar: [number, number][]
  cases: { distribution: Distribution; quantiles: number[]; mean: number }[]
  censoredNormals: { mean: number; sd: number; min: number; expected: number }[]
  poisson: { mean: number; counts: number[] }[]
}

const golden = JSON.parse(readFileSync(new URL('../golden/random/table.json', import.meta.url), 'utf8')) as GoldenTable

function expectClose(actual: number, expected: number, relative = 1e-12): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-3))
}

const u = fc.double({ min: 2 ** -53, max: 1 - 2 ** -53, noNaN: true })

const COMPOSITES: Distribution[] = [
  { kind: 'constant', value: 7 },
  { kind: 'discrete', values: [1, 5, 20], weights: [2, 0, 3] },
  { kind: 'empirical', samples: [3, 4, 4, 9] },
  { kind: 'shifted', by: 500, distribution: { kind: 'exponential', mean: 100 } },
  { kind: 'scaled', by: 3, distribution: { kind: 'triangular', low: 1, mode: 2, high: 4 } },
  { kind: 'normal', mean: 5, sd: 4, min: 2 },
  {
    kind: 'mixture',
    parts: [
      { weight: 3, distribution: { kind: 'uniform', low: 0, high: 10 } },
      { weight: 1, distribution: { kind: 'lognormal', median: 50, sigma: 0.4 } },
    ],
  },
]
const ALL = [...golden.cases.map(({ distribution }) => distribution), ...COMPOSITES]

describe('quantile', () => {
  test.each(golden.cases)('of $distribution agrees with SciPy', ({ distribution, quantiles }) => {
    for (const [i, p] of golden.probabilities.entries()) expectClose(quantile(distribution, p), quantiles[i]!)
  })

  test('of the normal distribution agrees with SciPy, far into the tail', () => {
    for (const [i, p] of golden.probabilities.entries()) expectClose(normalQuantile(p), golden.normal[i]!, 1e-14)
    for (const [p, expected] of golden.normalFar) expectClose(normalQuantile(p), expected, 1e-14)
  })

  test.each(golden.poisson)('of Poisson with mean $mean agrees with SciPy', ({ mean: rate, counts }) => {
    expect(golden.probabilities.map((p) => poissonQuantile(rate, p))).toEqual(counts)
  })

  test('of Poisson with mean 0 is 0', () => {
    expect(poissonQuantile(0, 0.999)).toBe(0)
  })

  test.each(ALL.filter(({ kind }) => kind !== 'mixture'))('of %j never falls as u grows', (distribution) => {
    fc.assert(
      fc.property(u, u, (a, b) => {
        expect(quantile(distribution, Math.min(a, b))).toBeLessThanOrEqual(quantile(distribution, Math.max(a, b)))
      }),
    )
  })

  test.each(ALL)('of %j is finite for every uniform that can be drawn', (distribution) => {
    for (const extreme of [2 ** -53, 0.75 - 2 ** -53, 0.75, 1 - 2 ** -53]) {
      expect(Number.isFinite(quantile(distribution, extreme))).toBe(true)
    }
  })

  test('of discrete values gives each its share, and none to weight 0', () => {
    const weights = [2, 0, 3]
    const counts = [0, 0, 0]
    for (let i = 0; i < 1_000; i++) counts[weightedIndex(weights, (i + 0.5) / 1_000)]! += 1
    expect(counts).toEqual([400, 0, 600])
  })

  test('of a mixture uses one uniform for both the choice and the value', () => {
    const mixture = COMPOSITES.find(({ kind }) => kind === 'mixture')!
    expectClose(quantile(mixture, 0.375), 5)
    expectClose(quantile(mixture, 0.875), 50)
  })

  test('of a normal distribution does not go below its minimum', () => {
    expect(quantile({ kind: 'normal', mean: 5, sd: 4, min: 2 }, 0.01)).toBe(2)
  })

  test('as a duration is a whole number of milliseconds, 0 or more', () => {
    expect(durationQuantile({ kind: 'constant', value: 2.5 }, 0.5)).toBe(3)
    expect(durationQuantile({ kind: 'normal', mean: 0, sd: 10 }, 0.1)).toBe(0)
  })
})

describe('mean', () => {
  test.each(golden.cases)('of $distribution agrees with SciPy', ({ distribution, mean: expected }) => {
    expectClose(mean(distribution), expected)
  })

  test.each(golden.censoredNormals)(
    'of a normal with a minimum agrees with SciPy: %j',
    ({ expected, ...parameters }) => {
      expectClose(mean({ kind: 'normal', ...parameters }), expected, 1e-9)
    },
  )

  test.each(COMPOSITES)('of %j is the average of its quantiles', (distribution) => {
    const steps = 200_000
    let sum = 0
    for (let i = 0; i < steps; i++) sum += quantile(distribution, (i + 0.5) / steps)
    expectClose(sum / steps, mean(distribution), 1e-4)
  })
})

describe('bernoulli', () => {
  test('happens with its probability, and a larger probability keeps every yes', () => {
    const yes = Array.from({ length: 1_000 }, (_, i) => bernoulli(0.3, (i + 0.5) / 1_000)).filter(Boolean)
    expect(yes).toHaveLength(300)
    fc.assert(fc.property(u, u, u, (p, q, draw) => !bernoulli(Math.min(p, q), draw) || bernoulli(Math.max(p, q), draw)))
    expect(bernoulli(0, 2 ** -53)).toBe(false)
    expect(bernoulli(1, 1 - 2 ** -53)).toBe(true)
  })
})
