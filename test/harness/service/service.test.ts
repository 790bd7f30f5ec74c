import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type StartedService, startService } from './started-service.ts'

const body = async (url: string): Promise<string> => (await fetch(url)).text()

async function untilReady(service: StartedService): Promise<void> {
  while ((await service.get('/health/ready')) !== 200) await pause(20)
}

/** `silentMs` is how long those are waited for that are not to answer; what answers does so in time, on however busy a machine. */
const probes = async (service: StartedService, silentMs = ANSWERS_MS) => ({
  live: await service.get('/health/live', ANSWERS_MS),
  ready: await service.get('/health/ready', silentMs),
  startup: await service.get('/health/startup', silentMs),
})
const ANSWERS_MS = 10_000

describe('a synthetic service', () => {
  it('is live but neither started nor ready while it starts up, and answers no request', async () => {
    await using service = await startService({ STARTUP_MS: '1500' })
    expect(await probes(service)).toEqual({ live: 200, ready: 503, startup: 503 })
    expect(await service.get('/')).toBe(503)
    await untilReady(service)
    expect(await probes(service)).toEqual({ live: 200, ready: 200, startup: 200 })
    expect(await service.get('/')).toBe(200)
  })

  it('says what was deployed and what was built', async () => {
    await using service = await startService({ SERVICE: 'payment', VERSION: '7', REGION: 'eu-west-1' })
    expect(JSON.parse(await body(`${service.url}/version`))).toMatchObject({
      service: 'payment',
      region: 'eu-west-1',
      version: '7',
      revision: 'source',
    })
  })

  it('takes longer for requests while it is cold', async () => {
    await using service = await startService({ LATENCY_MS: '50', WARM_UP_MS: '800', WARM_UP_FACTOR: '5' })
    await untilReady(service)
    const time = async (): Promise<number> => {
      const from = performance.now()
      await service.get('/')
      return performance.now() - from
    }
    const cold = await time()
    await pause(800)
    expect(cold).toBeGreaterThan(240)
    expect(await time()).toBeLessThan(200)
  })

  it('counts its requests by status in the text format of Prometheus', async () => {
    await using service = await startService({ SERVICE: 'ledger', ERROR_RATE: '1' })
    await untilReady(service)
    for (let i = 0; i < 3; i++) expect(await service.get('/')).toBe(500)
    const text = await body(`${service.url}/metrics`)
    expect(text).toContain('http_requests_total{service="ledger",region="local",code="500"} 3')
    expect(text).toContain('http_request_duration_seconds_count{service="ledger",region="local"} 3')
    expect(text).toContain('service_ready{service="ledger",region="local"} 1')
  })

  it('stops being ready at SIGTERM, serves through its drain, finishes what is under way, and ends', async () => {
    await using service = await startService({ DRAIN_MS: '500', LATENCY_MS: '300' })
    await untilReady(service)
    const ended = service.stop()
    await pause(150)
    expect(await service.get('/health/ready')).toBe(503)
    const lastOnes = await Promise.all([service.get('/'), service.get('/'), service.get('/')])
    expect(lastOnes).toEqual([200, 200, 200])
    expect(await ended).toBe(0)
    expect(await service.get('/')).toBe('ECONNREFUSED')
  })

  it('cuts off what is under way when the drain is switched off', async () => {
    await using service = await startService({ DRAIN_MS: 'off', LATENCY_MS: '1000' })
    await untilReady(service)
    const request = service.get('/')
    await pause(200)
    expect(await service.stop()).toBe(0)
    expect(typeof (await request)).toBe('string')
  })
})

describe('services that depend on each other', () => {
  it('call each other, and fail when the other one fails', async () => {
    await using ledger = await startService({ SERVICE: 'ledger' })
    await using payment = await startService({ SERVICE: 'payment', DEPENDENCIES: `ledger=${ledger.url}` })
    await untilReady(payment)
    expect(await payment.get('/')).toBe(200)
    await ledger.fault({ errorRate: 1 })
    expect(await payment.get('/')).toBe(502)
    expect(await body(`${payment.url}/metrics`)).toContain('dependency="ledger",outcome="failed"} 1')
  })

  it('wait in their start-up for what they need, and exit when it does not come', async () => {
    await using ledger = await startService({ SERVICE: 'ledger' })
    await ledger.fault({ ready: false })
    const needs = { DEPENDENCIES: `ledger=${ledger.url}`, NEEDS: 'ledger' }
    await using patient = await startService(needs)
    await using hasty = await startService({ ...needs, NEEDS_TIMEOUT_MS: '50' })
    expect(await hasty.exited).toBe(1)
    expect(await patient.get('/health/ready')).toBe(503)
    await ledger.fault({})
    await untilReady(patient)
  })
})

describe('faults of a synthetic service', () => {
  it('fail the probe that they name, and end when they are taken away', async () => {
    await using service = await startService()
    await untilReady(service)
    expect(await service.fault({ ready: false })).toBe(200)
    expect(await probes(service)).toEqual({ live: 200, ready: 503, startup: 200 })
    await service.fault({ live: false })
    expect(await probes(service)).toEqual({ live: 503, ready: 200, startup: 200 })
    await service.fault({ started: false })
    expect(await probes(service)).toEqual({ live: 200, ready: 503, startup: 503 })
    await fetch(`${service.control}/faults`, { method: 'DELETE' })
    expect(await probes(service)).toEqual({ live: 200, ready: 200, startup: 200 })
  })

  it('fail the stated share of requests, and delay them', async () => {
    await using service = await startService({ SEED: '3' })
    await untilReady(service)
    await service.fault({ errorRate: 0.3 })
    const answers = await Promise.all(Array.from({ length: 300 }, () => service.get('/')))
    const failed = answers.filter((answer) => answer === 500).length
    expect(failed).toBeGreaterThan(60)
    expect(failed).toBeLessThan(120)
    await service.fault({ latencyMs: 400 })
    expect(await service.get('/', 200)).toBe('timeout')
    expect(await service.get('/', 2_000)).toBe(200)
  })

  it('let a deadlock look live but not ready', async () => {
    await using service = await startService()
    await untilReady(service)
    await service.fault({ hang: 'requests' })
    expect(await probes(service, 300)).toEqual({ live: 200, ready: 'timeout', startup: 'timeout' })
    expect(await service.get('/', 200)).toBe('timeout')
  })

  it('let the process stand still, so that nothing answers', async () => {
    await using service = await startService()
    await untilReady(service)
    expect(await service.fault({ hang: 'process' })).toBe(200)
    expect(await service.get('/health/live', 300)).toBe('timeout')
  })

  it('hold real memory', async () => {
    await using service = await startService()
    const resident = async () => {
      const text = await body(`${service.url}/metrics`)
      return Number(/process_resident_memory_bytes\{.*\} (\d+)/.exec(text)?.[1])
    }
    const before = await resident()
    await service.fault({ memoryMiB: 100 })
    expect((await resident()) - before).toBeGreaterThan(90 * 2 ** 20)
  })

  it('crash the process', async () => {
    await using service = await startService()
    await fetch(`${service.control}/crash`, { method: 'POST' }).catch(() => {})
    expect(await service.exited).toBe(1)
  })

  it('are refused with what was expected when they are not understood', async () => {
    await using service = await startService()
    expect(await service.fault({ errorRate: 3 })).toBe(400)
    expect(await service.fault({ gravity: 1 })).toBe(400)
  })
})
