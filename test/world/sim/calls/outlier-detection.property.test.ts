import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minutes, seconds } from '../../../../src/model/units.ts'
import { OutlierDetection, type OutlierSettings } from '../../../../src/world/sim/calls/outlier-detection.ts'

/** The published settings, with the maximum of Envoy. */
const PUBLISHED: OutlierSettings = {
  consecutiveErrors: 5,
  interval: seconds(30),
  baseEjection: seconds(30),
  maxEjection: seconds(300),
  maxEjectedRatio: 0.5,
  minHealthyRatio: 0.4,
}

const settings: fc.Arbitrary<OutlierSettings> = fc.record({
  consecutiveErrors: fc.integer({ min: 1, max: 10 }),
  interval: fc.integer({ min: 1, max: 60_000 }),
  baseEjection: fc.integer({ min: 1, max: 60_000 }),
  maxEjection: fc.integer({ min: 60_000, max: 600_000 }),
  maxEjectedRatio: fc.constantFrom(0.1, 0.3, 0.5, 1),
  minHealthyRatio: fc.constantFrom(0, 0.4, 0.5),
})

/** Lets a host answer with so many errors at once. */
const fail = (detection: OutlierDetection, host: number, errors: number, now: number): void => {
  for (let i = 0; i < errors; i++) detection.respond(host, false, now)
}

/** Advances to the first sweep that has the host back, and returns when that was. */
function backAt(detection: OutlierDetection, host: number): number {
  for (;;) {
    const at = detection.nextSweep
    detection.advance(at)
    if (!detection.isEjected(host)) return at
  }
}

/** The first sweep at or after an instant, sweeps being at multiples of the interval. */
const sweepFrom = (at: number, interval: number): number => Math.ceil(at / interval) * interval

describe('ejection', () => {
  test('comes with the last of so many errors in a row, and not before', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 1_000_000 }), (of, at) => {
        const detection = new OutlierDetection({ ...of, maxEjectedRatio: 1 }, 3)
        fail(detection, 1, of.consecutiveErrors - 1, at)
        expect(detection.isEjected(1)).toBe(false)
        fail(detection, 1, 1, at)
        expect(detection.isEjected(1)).toBe(true)
      }),
    )
  })

  test('never comes when each run of errors is broken by an answer', () => {
    fc.assert(
      fc.property(settings, fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 50 }), (of, runs) => {
        const detection = new OutlierDetection({ ...of, maxEjectedRatio: 1 }, 2)
        for (const [i, run] of runs.entries()) {
          fail(detection, 0, Math.min(run, of.consecutiveErrors - 1), i * 100)
          detection.respond(0, true, i * 100)
        }
        expect(detection.isEjected(0)).toBe(false)
      }),
    )
  })

  test('never puts more than the allowed share of the hosts out, whatever they answer', () => {
    const answers = fc.array(fc.tuple(fc.nat(6), fc.boolean(), fc.nat(20_000)), { maxLength: 300 })
    fc.assert(
      fc.property(settings, answers, (of, given) => {
        const detection = new OutlierDetection(of, 7)
        let now = 0
        for (const [host, ok, pause] of given) {
          now += pause
          detection.respond(host, ok, now)
          expect(detection.ejected / 7).toBeLessThanOrEqual(of.maxEjectedRatio)
        }
      }),
    )
  })

  test('does not happen to a host alone when half of the hosts may go: one of one is more than half', () => {
    const detection = new OutlierDetection(PUBLISHED, 1)
    fail(detection, 0, 100, 1)
    expect(detection.isEjected(0)).toBe(false)
  })
})

describe('recovery', () => {
  test('comes with the first sweep that finds the ejection time over', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 1_000_000 }), (of, at) => {
        const detection = new OutlierDetection({ ...of, maxEjectedRatio: 1 }, 2)
        fail(detection, 0, of.consecutiveErrors, at)
        const due = sweepFrom(at + of.baseEjection, of.interval)
        expect(detection.returnsAt(0)).toBe(due)
        expect(backAt(detection, 0)).toBe(due)
      }),
    )
  })

  test('takes the base time times the number of ejections in a row, up to the maximum', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 25 }), (of, ejections) => {
        const detection = new OutlierDetection({ ...of, maxEjectedRatio: 1 }, 2)
        for (let n = 1; n <= ejections; n++) {
          // Fails again at once, so no sweep finds it back for an interval.
          const at = detection.nextSweep - of.interval
          fail(detection, 0, of.consecutiveErrors, at)
          const time = Math.min(n * of.baseEjection, of.maxEjection)
          expect(backAt(detection, 0)).toBe(Math.max(sweepFrom(at + time, of.interval), at + of.interval))
        }
      }),
    )
  })

  test('with the published settings: 30, 60, 90 s and so on, 300 s at most', () => {
    const detection = new OutlierDetection(PUBLISHED, 2)
    let at = 0
    const times = Array.from({ length: 12 }, () => {
      fail(detection, 0, 5, at)
      const back = backAt(detection, 0)
      const time = back - at
      at = back
      return time / 1_000
    })
    expect(times).toEqual([30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 300, 300])
  })

  test('is forgiven one ejection by each sweep that finds the host back for an interval', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10 }), fc.integer({ min: 0, max: 12 }), (ejections, quiet) => {
        const detection = new OutlierDetection(PUBLISHED, 2)
        let at = 0
        for (let n = 1; n <= ejections; n++) {
          fail(detection, 0, 5, at)
          at = backAt(detection, 0)
        }
        at += quiet * PUBLISHED.interval
        detection.advance(at)
        fail(detection, 0, 5, at)
        const inARow = Math.max(0, ejections - quiet) + 1
        expect(backAt(detection, 0) - at).toBe(Math.min(seconds(300), inARow * seconds(30)))
      }),
    )
  })

  test('begins with a clean count: errors from before the ejection do not count again', () => {
    const detection = new OutlierDetection(PUBLISHED, 2)
    fail(detection, 0, 5, 0)
    fail(detection, 0, 4, 1)
    backAt(detection, 0)
    fail(detection, 0, 4, minutes(1))
    expect(detection.isEjected(0)).toBe(false)
  })
})

describe('panic', () => {
  test('uses all hosts exactly when fewer than the minimum are in the pool', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 9 }), fc.nat(9), (of, hosts, bad) => {
        const detection = new OutlierDetection({ ...of, maxEjectedRatio: 1 }, hosts)
        const ejected = Math.min(bad, hosts)
        for (let host = 0; host < ejected; host++) fail(detection, host, of.consecutiveErrors, 0)
        const panics = (hosts - ejected) / hosts < of.minHealthyRatio
        expect(detection.isPanicking).toBe(panics)
        for (let host = 0; host < hosts; host++) expect(detection.isUsed(host)).toBe(panics || host >= ejected)
      }),
    )
  })

  test('cannot come with the published settings: half of the hosts stay, and 40 % are enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (hosts) => {
        const detection = new OutlierDetection(PUBLISHED, hosts)
        for (let host = 0; host < hosts; host++) fail(detection, host, 5, 0)
        expect(detection.isPanicking).toBe(false)
      }),
    )
  })
})
