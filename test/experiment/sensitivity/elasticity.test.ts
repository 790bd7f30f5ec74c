import { describe, expect, it } from 'vitest'
import { elasticitiesOf } from '../../../src/experiment/sensitivity/elasticity.ts'
import type { Headline } from '../../../src/experiment/sensitivity/headline.ts'

/** Sixty stretches of ten deployments, whose times are those of a constant `c` to the power `e`, more or less. */
const stretches = (c: number, e: number, failures: readonly number[] = []): Headline[] =>
  Array.from({ length: 60 }, (_, s) => ({
    durations: Array.from({ length: 10 }, (_, d) => (1_000 + 37 * ((s * 10 + d) % 83)) * c ** e),
    failures: Array.from({ length: 10 }, (_, d) => Number(failures.includes(s * 10 + d))),
    recoveries: [],
  }))

const step = (factor: number) => ({ logStep: 2 * Math.log(factor), same: false, seed: 1 })

describe('elasticitiesOf', () => {
  it.each([1, 0.5, -2])('finds the power %d of a power law, for the mean and for the P95', (e) => {
    const found = elasticitiesOf({ less: stretches(1 / 1.1, e), more: stretches(1.1, e), ...step(1.1) })
    for (const figure of ['deployment.duration', 'deployment.duration.p95'] as const) {
      expect(found[figure]).toMatchObject({ n: 600, value: expect.closeTo(e, 4) })
      expect(found[figure].low).toBeCloseTo(e, 3)
      expect(found[figure].high).toBeCloseTo(e, 3)
    }
  })

  it('counts failures, with an interval from the stretches in which they differ', () => {
    const few = Array.from({ length: 20 }, (_, i) => i * 29)
    const more = [...few, 3, 123, 341, 444]
    const found = elasticitiesOf({ less: stretches(1, 1, few), more: stretches(1, 1, more), ...step(1.1) })
    const rate = found['change.failure.rate']
    expect(rate.value).toBeCloseTo(Math.log(24 / 20) / (2 * Math.log(1.1)), 3)
    expect(rate.low).toBeLessThan(rate.value!)
    expect(rate.high).toBeGreaterThan(rate.value!)
  })

  it('is exactly 0 where the runs were the same, and has no interval where only the figure was', () => {
    const same = stretches(1, 1, [5])
    const zero = elasticitiesOf({ less: same, more: same, ...step(1.1), same: true })
    expect(zero['deployment.duration']).toEqual({ value: 0, low: 0, high: 0, n: 600 })
    const elsewhere = elasticitiesOf({ less: same, more: same, ...step(1.1) })
    expect(elsewhere['deployment.duration']).toEqual({ value: 0, low: null, high: null, n: 600 })
  })

  it('says how much a rate with few failures can hide when the same ones happened', () => {
    const spread = Array.from({ length: 10 }, (_, i) => i * 59)
    const rateWith = (failures: readonly number[]) => {
      const same = stretches(1, 1, failures)
      return elasticitiesOf({ less: same, more: same, ...step(1.1) })['change.failure.rate']
    }
    expect(rateWith(spread)).toMatchObject({ value: 0, low: expect.closeTo(-1.65, 2), high: expect.closeTo(1.65, 2) })
    expect(rateWith([5]).high).toBeGreaterThan(8)
    expect(rateWith([])).toEqual({ value: null, low: null, high: null, n: 600 })
  })

  it('keeps an interval of a change that few stretches show as wide as those few make it', () => {
    const less = stretches(1, 1)
    const more = less.map((stretch, s) => ({
      ...stretch,
      durations: stretch.durations.map((duration) => (s === 7 ? duration * 1.5 : duration)),
    }))
    const { value, low, high } = elasticitiesOf({ less, more, ...step(1.1) })['deployment.duration']
    expect(low).toBeLessThan(0)
    expect(high).toBeLessThan(4 * value!)
  })

  it('has no value for a figure that no deployment has', () => {
    const same = stretches(1, 1)
    expect(elasticitiesOf({ less: same, more: same, ...step(1.1), same: true })['recovery.duration']).toEqual({
      ...{ value: null, low: null, high: null, n: 0 },
    })
  })

  it('tells for a switch by how many percent the figure changes when it is switched on', () => {
    const found = elasticitiesOf({
      less: stretches(1, 1),
      more: stretches(0.8, 1),
      logStep: null,
      same: false,
      seed: 1,
    })
    expect(found['deployment.duration'].value).toBeCloseTo(-20, 4)
  })
})
