import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Key, key, RandomSource } from '../../src/random/index.ts'

interface Coordinates {
  seed: number
  stretch: number
  deployment: number
  entity: number
  purpose: number
  index: number
}

const HERE: Coordinates = {
  seed: 1,
  stretch: 3,
  deployment: 11,
  entity: key('payment'),
  purpose: key('build'),
  index: 0,
}
/** The draws HERE, with the coordinate of each name set to 2^31 + 5. */
const PINNED = [
  0.10957379969689185, 0.07028758420029646, 0.16616048311132736, 0.2433502186393547, 0.43884503628678917,
  0.40028131817638013,
]
const NAMES = Object.keys(HERE) as (keyof Coordinates)[]

function draw({ seed, stretch, deployment, entity, purpose, index }: Coordinates): number {
  return new RandomSource(seed).scope(stretch, deployment).uniform(entity as Key, purpose as Key, index)
}

/** `count` draws along one coordinate, the others fixed. */
function along(name: keyof Coordinates, count: number): number[] {
  return Array.from({ length: count }, (_, i) => draw({ ...HERE, [name]: i }))
}

/** How far a chi-square statistic is from its mean, in standard deviations. */
function chiSquareScore(counts: number[], total: number): number {
  const expected = total / counts.length
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  const freedom = counts.length - 1
  return (statistic - freedom) / Math.sqrt(2 * freedom)
}

describe('draws', () => {
  test('are a function of their coordinates, whatever else is drawn before', () => {
    const coordinates = fc.record({
      seed: fc.maxSafeNat(),
      stretch: fc.nat(),
      deployment: fc.nat(),
      entity: fc.integer(),
      purpose: fc.integer(),
      index: fc.nat(),
    })
    fc.assert(
      fc.property(coordinates, fc.array(fc.integer(), { maxLength: 5 }), (here, others) => {
        const expected = draw(here)
        const scope = new RandomSource(here.seed).scope(here.stretch, here.deployment)
        for (const other of others) scope.uniform(other as Key, here.purpose as Key)
        expect(scope.uniform(here.entity as Key, here.purpose as Key, here.index)).toBe(expected)
        expect(expected).toBeGreaterThan(0)
        expect(expected).toBeLessThan(1)
      }),
    )
  })

  test('stay what they are from release to release', () => {
    expect(NAMES.map((name) => draw({ ...HERE, [name]: 2 ** 31 + 5 }))).toEqual(PINNED)
  })

  test('differ when the seed differs beyond its low 32 bits', () => {
    expect(draw({ ...HERE, seed: 1 + 2 ** 32 })).not.toBe(draw(HERE))
  })

  test.each(NAMES)('along the %s fill the interval evenly, in one and in two dimensions', (name) => {
    const values = along(name, 60_000)
    const bins = new Array<number>(1_000).fill(0)
    const squares = new Array<number>(30 * 30).fill(0)
    values.forEach((value, i) => {
      bins[Math.floor(value * 1_000)]! += 1
      if (i > 0) squares[Math.floor(value * 30) * 30 + Math.floor(values[i - 1]! * 30)]! += 1
    })
    expect(Math.abs(chiSquareScore(bins, values.length))).toBeLessThan(4)
    expect(Math.abs(chiSquareScore(squares, values.length - 1))).toBeLessThan(4)
  })

  test.each(NAMES)('along the %s are uncorrelated at short lags', (name) => {
    const values = along(name, 60_000).map((value) => value - 0.5)
    for (const lag of [1, 2, 3, 10, 64]) {
      const sum = values.reduce((total, value, i) => total + value * (values[i + lag] ?? 0), 0)
      const score = (sum * 12) / Math.sqrt(values.length - lag)
      expect(Math.abs(score)).toBeLessThan(4)
    }
  })

  test.each(NAMES)('change half of their bits when any bit of the %s changes', (name) => {
    const trials = 100
    for (let bit = 0; bit < 32; bit++) {
      let flipped = 0
      for (let trial = 0; trial < trials; trial++) {
        const base = { ...HERE, index: trial }
        const other = { ...base, [name]: (base[name] ^ (1 << bit)) >>> 0 }
        flipped += differingBits(draw(base), draw(other))
      }
      const total = trials * 52
      expect(Math.abs(flipped - total / 2)).toBeLessThan(4.5 * Math.sqrt(total / 4))
    }
  })

  test('have 52 bits that are each set half of the time', () => {
    const values = along('index', 20_000)
    for (let bit = 1; bit <= 52; bit++) {
      const ones = values.filter((value) => Math.floor(value * 2 ** bit) % 2 === 1).length
      expect(Math.abs(ones - values.length / 2)).toBeLessThan(4.5 * Math.sqrt(values.length / 4))
    }
  })
})

describe('a seed', () => {
  test.each([-1, 0.5, 2 ** 53, Number.NaN])('of %d is refused', (seed) => {
    expect(() => new RandomSource(seed)).toThrow(RangeError)
  })
})

/** In how many of their first 52 binary places two numbers in (0, 1) differ. */
function differingBits(a: number, b: number): number {
  let count = 0
  const difference = BigInt(Math.floor(a * 2 ** 52)) ^ BigInt(Math.floor(b * 2 ** 52))
  for (let rest = difference; rest > 0n; rest >>= 1n) count += Number(rest & 1n)
  return count
}
