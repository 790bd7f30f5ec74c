import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CONTAINER_PORT } from '../../../harness/charts/names.ts'
import { PodCounters } from '../../../harness/observation/pod-counters.ts'
import type { Process } from '../../../src/kernel/index.ts'
import { type StartedService, startService } from '../service/started-service.ts'
import { type ApiServer, startApiServer } from './api-server.ts'
import { Observed, PLACE, REVISION, SERVICE } from './observed.ts'
import { deploymentOf, running } from './pods.ts'

const INTERVAL_MS = 200
/** Longer than scrapes, rule, `for` and notification need together. */
const QUIET_MS = 3_000
const PAUSE_MS = 50
/** A machine that is busy with other tests answers late: that is no pod that is down. */
const PATIENCE_MS = 5_000

/** Users send a request to each of these services, again and again. */
function* users(services: readonly StartedService[]): Process {
  for (;;) {
    for (const service of services) void service.get('/')
    yield PAUSE_MS
  }
}

describe('the alert on errors, made of what pods expose', () => {
  let server: ApiServer
  let service: StartedService
  beforeEach(async () => {
    server = await startApiServer(PLACE)
    service = await startService({ SERVICE })
    serve('a', service)
  })
  afterEach(async () => {
    await service[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  /** A pod of this name is this process. */
  function serve(pod: string, { url }: StartedService): void {
    server.targets.set(`pods/${pod}:${CONTAINER_PORT}`, async (path) => {
      const response = await fetch(`${url}${path}`)
      return { status: response.status, body: await response.text() }
    })
  }

  function observe(monitoring: 'alerts' | 'people' = 'alerts'): Observed {
    const observed: Observed = new Observed({
      pipeline: { monitoring },
      options: (kernel) => ({
        places: [server.place],
        requests: new PodCounters({
          ...{ kernel, places: [server.place], interval: PATIENCE_MS },
          sight: () => ({ pods: () => observed.pods }),
        }),
      }),
    })
    observed.land()
    observed.workload = deploymentOf(REVISION, { available: 2 })
    observed.pods = [running('a', true)]
    return observed
  }

  it('is raised when a service answers with errors, though it has no port of this machine and nobody has k6', async () => {
    await service.fault({ errorRate: 0.5 })
    const observed = observe()
    expect(await observed.watch(60_000, users([service]))).toMatchObject({
      path: 'alert',
      failure: { service: SERVICE, region: PLACE, message: expect.stringMatching(/^payment answers with errors: \d/) },
    })
    const [impact] = observed.deployment.of('impact.started')
    // Errors are first seen at a scrape, and not before the second.
    expect(impact!.at % INTERVAL_MS).toBe(0)
    expect(impact!.at).toBeGreaterThanOrEqual(2 * INTERVAL_MS)
    expect(observed.deployment.of('requests')).toEqual([])
  })

  it('keeps silent about a service that answers well, or that nobody asks', async () => {
    expect(await observe().watch(QUIET_MS, users([service]))).toBe(undefined)
    await service.fault({ errorRate: 1 })
    expect(await observe().watch(QUIET_MS)).toBe(undefined)
  })

  it('leaves what pods show to customers where nothing alerts', async () => {
    await service.fault({ errorRate: 1 })
    expect(await observe('people').watch(60_000, users([service]))).toMatchObject({ path: 'customer-report' })
  })

  it('is raised by one pod of two, and goes on when the other cannot be scraped', async () => {
    await using good = await startService({ SERVICE })
    serve('good', good)
    await service.fault({ errorRate: 1 })
    // The first sample of a series is no increase: both pods have one to begin with.
    for (const one of [service, good]) await one.get('/')
    const observed = observe()
    observed.pods = ['a', 'good', 'down'].map((name) => running(name, true))
    const detection = await observed.watch(60_000, users([service, good]))
    expect(detection).toMatchObject({ path: 'alert' })
    const share = Number(/([\d.]+) %/.exec(detection!.failure.message)![1])
    expect(share).toBeGreaterThan(0)
    expect(share).toBeLessThan(100)
  })
})
