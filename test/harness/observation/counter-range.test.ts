import { describe, expect, it } from 'vitest'
import { CounterRange } from '../../../harness/observation/counter-range.ts'
import type { RequestCounter } from '../../../harness/observation/request-counters.ts'

const RANGE = 30

const ok = (pod: string, value: number): RequestCounter => ({ series: `${pod} 200`, value, isFailed: false })
const failed = (pod: string, value: number): RequestCounter => ({ series: `${pod} 500`, value, isFailed: true })

function rangeOf(...scrapes: readonly (readonly [at: number, ...counters: RequestCounter[]])[]): CounterRange {
  const range = new CounterRange(RANGE)
  for (const [at, ...counters] of scrapes) range.scrape(at, counters)
  return range
}

describe('counters over a range', () => {
  it('add up what each series has grown by, and nothing for the first sample of one', () => {
    const { increase } = rangeOf([0, ok('a', 1_000), ok('b', 5)], [15, ok('a', 1_010), ok('b', 25), failed('b', 7)])
    expect(increase).toEqual({ all: 30, failed: 0 })
  })

  it('count from 0 when one was set back, because the container of a pod started again', () => {
    const { increase } = rangeOf(
      [0, ok('a', 100), failed('a', 50)],
      [15, ok('a', 110), failed('a', 60)],
      [30, ok('a', 3), failed('a', 2)],
    )
    expect(increase).toEqual({ all: 10 + 10 + 3 + 2, failed: 10 + 2 })
  })

  it('keep what a pod that is gone has added for as long as it lies in the range', () => {
    const range = rangeOf([0, failed('a', 0), ok('b', 0)], [15, failed('a', 40), ok('b', 10)], [30, ok('b', 20)])
    expect(range.increase).toEqual({ all: 60, failed: 40 })
    range.scrape(45, [ok('b', 30)])
    // The last sample of the pod lies in the range, and one sample is no increase.
    expect(range.increase).toEqual({ all: 20, failed: 0 })
    range.scrape(60, [ok('b', 40)])
    expect(range.increase).toEqual({ all: 20, failed: 0 })
  })

  it('bridge a scrape that a pod was down at, and no more than the range', () => {
    expect(rangeOf([0, ok('a', 10)], [15], [30, ok('a', 50)]).increase.all).toBe(40)
    expect(rangeOf([0, ok('a', 10)], [15], [30], [45, ok('a', 50)]).increase.all).toBe(0)
  })

  it('are forgotten when nobody answers any more', () => {
    const range = rangeOf([0, ok('a', 0)], [15, ok('a', 10)], [30], [45], [60])
    expect(range.increase).toEqual({ all: 0, failed: 0 })
    expect(range.from).toBe(undefined)
  })

  it('know their first scrape, and the first that showed failed requests', () => {
    const range = rangeOf([0, failed('a', 5)], [15, failed('a', 5)], [30, failed('a', 6)])
    expect([range.from, range.failedSince]).toEqual([0, 30])
    expect(rangeOf([0, failed('a', 5)], [15, failed('a', 5), ok('a', 9)]).failedSince).toBe(undefined)
  })
})
