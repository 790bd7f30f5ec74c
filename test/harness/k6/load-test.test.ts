import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { LoadTest } from '../../../harness/k6/load-test.ts'
import type { TrafficPlan } from '../../../harness/k6/plan.ts'
import { describeWith } from '../../real/describe-with.ts'
import { startService } from '../service/started-service.ts'

const planFor = (urls: readonly string[], more: Partial<TrafficPlan> = {}): TrafficPlan => ({
  targets: urls.map((url, index) => ({ service: `service-${index}`, place: 'here', url })),
  order: urls.map((_, index) => index),
  requestsPerMinute: 3_000,
  durationMs: 60_000,
  timeoutMs: 20_000,
  keepConnections: false,
  atOnce: { first: 10, most: 60 },
  ...more,
})

/** Waits until so many requests to a target have come back. */
async function untilSent(test: LoadTest, target: number, sent: number): Promise<void> {
  while (test.counts.of([target]).sent < sent) {
    if (test.ended !== undefined) throw new Error(`k6 has ended: ${JSON.stringify(test.ended)}`)
    await pause(20)
  }
}

describeWith(['k6'], 'requests by k6', () => {
  it('are counted by service while they are sent, lost ones by the way in which they were', async () => {
    await using good = await startService({ SERVICE: 'good' })
    await using bad = await startService({ SERVICE: 'bad', ERROR_RATE: '1' })
    await using gone = await startService({ SERVICE: 'gone' })
    await gone.stop()
    await using test = new LoadTest(planFor([good, bad, gone].map(({ url }) => `${url}/`)))
    for (const target of [0, 1, 2]) await untilSent(test, target, 10)
    const [onGood, onBad, onGone] = [0, 1, 2].map((target) => test.counts.of([target]))
    expect(onGood).toMatchObject({ lost: 0 })
    expect(onBad!.losses).toEqual({ connection: 0, timeout: 0, 'server-error': onBad!.sent })
    expect(onGone!.losses).toEqual({ connection: onGone!.sent, timeout: 0, 'server-error': 0 })
    expect(await test.end()).toEqual({ kind: 'stopped' })
  })

  it('are lost when they are not answered in time', async () => {
    await using hung = await startService()
    await hung.fault({ hang: 'requests' })
    await using test = new LoadTest(planFor([`${hung.url}/`], { timeoutMs: 500 }))
    await untilSent(test, 0, 10)
    const { sent, losses } = test.counts.of([0])
    expect(losses).toEqual({ connection: 0, timeout: sent, 'server-error': 0 })
  })

  it('come at the rate that was asked for, also when answers are slow', async () => {
    await using slow = await startService({ LATENCY_MS: '800' })
    await using test = new LoadTest(planFor([`${slow.url}/`], { requestsPerMinute: 1_200, durationMs: 5_000 }))
    while (test.ended === undefined) await pause(50)
    expect(test.ended).toEqual({ kind: 'over' })
    const { sent } = test.counts.of([0])
    expect(test.summary!.sent).toBe(sent)
    // One after another there would be six at most. On a busy machine k6 needs a moment until enough can be under way.
    expect(sent).toBeGreaterThan(20)
    expect(sent + test.summary!.notSent).toBeGreaterThanOrEqual(99)
    expect(sent + test.summary!.notSent).toBeLessThanOrEqual(102)
  })

  it('end by themselves when their time is over, and say which thresholds were crossed', async () => {
    await using bad = await startService({ ERROR_RATE: '1' })
    await using test = new LoadTest(planFor([`${bad.url}/`], { durationMs: 1_500 }))
    while (test.ended === undefined) await pause(50)
    expect(test.ended).toEqual({ kind: 'over' })
    expect(test.summary?.crossed).toContain('lost: rate==0')
  })

  it('do not count what was under way when they were ended', async () => {
    await using hung = await startService()
    await hung.fault({ hang: 'requests' })
    await using good = await startService()
    await using test = new LoadTest(planFor([`${good.url}/`, `${hung.url}/`]))
    await untilSent(test, 0, 20)
    expect(await test.end()).toEqual({ kind: 'stopped' })
    expect(test.counts.of([1])).toMatchObject({ sent: 0, lost: 0 })
    expect(test.counts.of([0])).toMatchObject({ lost: 0 })
  })

  it('follow no redirect', async () => {
    let followed = 0
    const server = createServer((request, response) => {
      if (request.url === '/elsewhere') followed++
      response.writeHead(302, { location: '/elsewhere' }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as AddressInfo
      await using test = new LoadTest(planFor([`http://127.0.0.1:${port}/`]))
      await untilSent(test, 0, 10)
      expect(test.counts.of([0]).lost).toBe(0)
      expect(followed).toBe(0)
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })

  it('use a connection each, or keep connections, as they are told', async () => {
    let connections = 0
    const server = createServer((_, response) => void response.end()).on('connection', () => void connections++)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    try {
      for (const keepConnections of [false, true]) {
        connections = 0
        await using test = new LoadTest(planFor([url], { keepConnections }))
        await untilSent(test, 0, 100)
        await test.end()
        if (keepConnections) expect(connections).toBeLessThanOrEqual(60)
        else expect(connections).toBeGreaterThanOrEqual(100)
      }
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })

  it('are not sent again behind our back when a kept connection breaks under one', async () => {
    let requests = 0
    const server = createServer((request, response) => {
      // The second request on a connection is read, and the connection cut.
      if (++requests % 2 === 0) request.socket.destroy()
      else response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
      await using test = new LoadTest(
        planFor([url], { keepConnections: true, requestsPerMinute: 600, atOnce: { first: 1, most: 1 } }),
      )
      await untilSent(test, 0, 20)
      await test.end()
      const { sent, lost } = test.counts.of([0])
      expect(lost).toBeGreaterThanOrEqual(Math.floor(sent / 2) - 1)
    } finally {
      server.close()
      server.closeAllConnections()
    }
  })

  it('are refused when they would leave this machine', () => {
    expect(() => new LoadTest(planFor(['http://192.0.2.1:80/']))).toThrow('127.0.0.1')
  })
})
