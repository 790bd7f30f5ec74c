import { describe, expect, it } from 'vitest'
import { Draws } from '../../../harness/service/app/draws.ts'

const many = (draws: Draws, quantiles: readonly number[]): number[] =>
  Array.from({ length: 2_000 }, () => draws.fromQuantiles(quantiles, 'startup'))

describe('draws of an instance', () => {
  it('are the same for the same seed and instance, and others for another', () => {
    const five = (seed: string, instance: string) => {
      const draws = new Draws(seed, instance)
      return Array.from({ length: 5 }, () => draws.uniform('startup'))
    }
    expect(five('1', 'pod-a')).toEqual(five('1', 'pod-a'))
    expect(five('1', 'pod-b')).not.toEqual(five('1', 'pod-a'))
    expect(five('2', 'pod-a')).not.toEqual(five('1', 'pod-a'))
  })

  it('of one purpose do not depend on draws of another', () => {
    const [quiet, busy] = [new Draws('1', 'pod'), new Draws('1', 'pod')]
    busy.uniform('error')
    busy.uniform('error')
    expect(busy.uniform('startup')).toBe(quiet.uniform('startup'))
  })

  it('follow the quantiles that they are given', () => {
    const values = many(new Draws('1', 'pod'), [100, 200, 800])
    expect(Math.min(...values)).toBeGreaterThanOrEqual(100)
    expect(Math.max(...values)).toBeLessThanOrEqual(800)
    const belowMedian = values.filter((value) => value < 200).length
    expect(belowMedian / values.length).toBeGreaterThan(0.46)
    expect(belowMedian / values.length).toBeLessThan(0.54)
    expect(new Set(many(new Draws('1', 'pod'), [250]))).toEqual(new Set([250]))
  })
})
