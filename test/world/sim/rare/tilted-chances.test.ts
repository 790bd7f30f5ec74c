import { describe, expect, test } from 'vitest'
import { key, RandomSource } from '../../../../src/random/index.ts'
import { CAUSES, GUARDS } from '../../../../src/world/sim/rare/causes.ts'
import { NO_TILT, type Tilt } from '../../../../src/world/sim/rare/tilt.ts'
import { TiltedChances } from '../../../../src/world/sim/rare/tilted-chances.ts'

const DEFECT = CAUSES['code defect']
const STAGING = GUARDS['staging catches']
const entities = ['web', 'cart', 'search', 'payment'].map(key)
const source = new RandomSource(11)

const TILT: Tilt = {
  causes: { 'code defect': { share: 0.7, draws: 4 }, 'bad migration': { share: 0.2, draws: 1 } },
  guards: { 'staging catches': 0.1 },
}

/** A deployment of four services: defects that staging may catch, with the true probabilities of each service. */
function deployment(i: number, tilt: Tilt, defects: readonly number[], caught = 0.9) {
  const chances = new TiltedChances(source.scope(i, 0), tilt)
  let failed = false
  for (const [index, entity] of entities.entries()) {
    if (!chances.happens(defects[index]!, entity, DEFECT, 0, entities.length)) continue
    if (!chances.happens(caught, entity, STAGING, 0, undefined)) failed = true
  }
  return { chances, failed, weight: chances.weight }
}

function estimate(n: number, tilt: Tilt, defects: readonly number[]) {
  const all = Array.from({ length: n }, (_, i) => deployment(i, tilt, defects))
  const mean = (of: (one: (typeof all)[number]) => number): number => all.reduce((sum, one) => sum + of(one), 0) / n
  const rate = mean(({ weight, failed }) => (failed ? weight : 0))
  const error = Math.sqrt(mean(({ weight, failed }) => ((failed ? weight : 0) - rate) ** 2) / n)
  return { rate, error, weight: mean(({ weight }) => weight), failures: all.filter(({ failed }) => failed).length }
}

/** The truth: one minus the probability that no service has a defect that gets through. */
const truth = (defects: readonly number[], caught = 0.9): number =>
  1 - defects.reduce((sound, p) => sound * (1 - p * (1 - caught)), 1)

describe('tilted yes/no draws', () => {
  test.each([
    [0.002, 0.002, 0.002, 0.002],
    [0.0001, 0.02, 0.0005, 0.001],
    [0, 0.01, 0, 0.001],
    [1, 0.001, 0.001, 0.001],
  ])('weights take the tilt back: defects %d %d %d %d', (...defects) => {
    const { rate, error, weight } = estimate(20_000, TILT, defects)
    expect(Math.abs(rate - truth(defects))).toBeLessThan(4 * error)
    expect(weight).toBeGreaterThan(0.9)
    expect(weight).toBeLessThan(1.1)
  })

  test('rare failures become frequent', () => {
    const { rate, error, failures } = estimate(4_000, TILT, [0.001, 0.001, 0.001, 0.001])
    expect(failures).toBeGreaterThan(2_000)
    expect(error / rate).toBeLessThan(0.03)
  })

  test('what no cause explains is still reached, with a weight that is bounded', () => {
    const weights = Array.from({ length: 2_000 }, (_, i) => deployment(i, TILT, [0.001, 0.001, 0.001, 0.001]).weight)
    const noCatch = { ...TILT, guards: {} }
    const bounded = Array.from({ length: 2_000 }, (_, i) => deployment(i, noCatch, [0.001, 0.001, 0.001, 0.001]).weight)
    expect(weights.some((weight) => weight > 1)).toBe(true)
    // 0.1 untouched and 0.2 for a migration that this deployment does not have.
    expect(Math.max(...bounded)).toBeLessThanOrEqual(1 / 0.3 + 1e-9)
  })

  test('a draw that is asked for again comes out as it did and counts once', () => {
    for (let i = 0; i < 200; i++) {
      const { chances, weight } = deployment(i, TILT, [0.01, 0.01, 0.01, 0.01])
      const again = entities.map((entity) => chances.happens(0.01, entity, DEFECT, 0, entities.length))
      expect(chances.weight).toBe(weight)
      expect(again.filter(Boolean)).toHaveLength(chances.tally().causes['code defect']!.hits)
    }
  })

  test('without a tilt the draws are those of the scope and weigh 1', () => {
    const scope = source.scope(3, 4)
    const chances = new TiltedChances(scope, NO_TILT)
    for (const entity of entities) {
      for (const purpose of [DEFECT, STAGING, key('something else')]) {
        expect(chances.happens(0.5, entity, purpose, 0, undefined)).toBe(scope.uniform(entity, purpose, 0) < 0.5)
      }
    }
    expect(chances.weight).toBe(1)
  })

  test('neither an impossible draw nor a certain one is ever changed', () => {
    for (let i = 0; i < 500; i++) {
      const chances = new TiltedChances(source.scope(i, 1), TILT)
      expect(chances.happens(0, entities[0]!, DEFECT, 0, 1)).toBe(false)
      expect(chances.happens(1, entities[0]!, STAGING, 0, undefined)).toBe(true)
      expect(chances.happens(0, entities[1]!, STAGING, 0, undefined)).toBe(false)
      expect(chances.weight).toBeCloseTo(1, 12)
    }
  })
})
