import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/model/distribution.ts'
import { thirdPartySchema } from '../../../../src/model/fleet.ts'
import { minutes, seconds } from '../../../../src/model/units.ts'
import { ThirdPartyHosts } from '../../../../src/world/sim/calls/third-party-hosts.ts'
import { callsOf } from './settings.ts'

const acme = thirdPartySchema.parse({ name: 'acme', latency: constant(80), availability: 1 })

describe('a third party that does not answer', () => {
  test('is ejected with the fifth error, and its backup answers from then on', () => {
    const hosts = new ThirdPartyHosts(acme, callsOf({ backup: { availability: 1 } }), 0)
    hosts.isDown = true
    // Ten calls a second: five errors take half a second of the first five.
    expect(hosts.pass(seconds(5), 10)).toBeCloseTo(0.1, 6)
    expect(hosts.isEjected).toBe(true)
    expect(hosts.pass(seconds(10), 10)).toBe(0)
  })

  test('is tried again after 30, 60, 90 s, and costs half a second of errors each time', () => {
    const hosts = new ThirdPartyHosts(acme, callsOf({ backup: { availability: 1 } }), 0)
    hosts.isDown = true
    const errorSeconds: number[] = []
    for (let now = seconds(30); now <= minutes(10); now += seconds(30)) {
      errorSeconds.push(Math.round(hosts.pass(now, 10) * 30 * 10) / 10)
    }
    // Out at 0.5 s for 30 s: the sweep at 60 s is the first that finds the time over; then 60 s, until 150 s, and so on.
    const tried = errorSeconds.flatMap((lost, i) => (lost > 0 ? [i * 30] : []))
    expect(tried).toEqual([0, 60, 150, 270, 420])
    expect(new Set(errorSeconds)).toEqual(new Set([0, 0.5]))
    expect(hosts.ejections).toBe(5)
  })

  test('is called again at the first sweep after the time is over, once it answers', () => {
    const hosts = new ThirdPartyHosts(acme, callsOf(), 0)
    hosts.isDown = true
    hosts.pass(seconds(10), 10)
    hosts.isDown = false
    hosts.pass(seconds(59), 10)
    expect(hosts.isEjected).toBe(true)
    hosts.pass(seconds(60), 10)
    expect(hosts.isEjected).toBe(false)
  })

  test('stays in the pool when it is alone there: half of one host may not be ejected', () => {
    const hosts = new ThirdPartyHosts(acme, callsOf({ backup: { enabled: false } }), 0)
    hosts.isDown = true
    expect(hosts.pass(minutes(5), 10)).toBe(1)
    expect(hosts.ejections).toBe(0)
  })

  test('fails every call where there is no breaker', () => {
    const hosts = new ThirdPartyHosts(acme, callsOf({ breaker: { enabled: false } }), 0)
    hosts.isDown = true
    expect(hosts.pass(minutes(5), 10)).toBe(1)
  })
})

describe('a third party that answers', () => {
  test('fails as often as it is not available, or slower than the time limit', () => {
    const half = thirdPartySchema.parse({
      name: 'slow',
      latency: { kind: 'uniform', low: 0, high: 2_000 },
      availability: 0.9,
    })
    expect(new ThirdPartyHosts(half, callsOf({ limit: 1_000 }), 0).usual).toBeCloseTo(1 - 0.9 * 0.5, 4)
  })

  test('is not ejected by the errors that it has anyway', () => {
    const usual = thirdPartySchema.parse({ name: 'usual', availability: 0.995 })
    const hosts = new ThirdPartyHosts(usual, callsOf(), 0)
    for (let now = seconds(5); now <= minutes(60); now += seconds(5)) hosts.pass(now, 50)
    expect(hosts.ejections).toBe(0)
  })

  test('refuses calls beyond the connection pool: 2,000 a second of 110 ms on 100 connections', () => {
    const hosts = new ThirdPartyHosts(acme, callsOf(), 0)
    // 80 ms and half a handshake of 60 ms: 220 erlang on 100 connections.
    expect(hosts.failing(2_000)).toBeCloseTo(1 - 100 / 220, 3)
    expect(hosts.failing(500)).toBeLessThan(1e-6)
  })
})
