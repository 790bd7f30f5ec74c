import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { trafficSchema } from '../../../harness/k6/settings.ts'
import { Traffic } from '../../../harness/k6/traffic.ts'
import { Kernel, type Process, runInRealTime } from '../../../src/kernel/index.ts'
import { serviceSchema } from '../../../src/model/fleet.ts'
import { describeWith } from '../../real/describe-with.ts'
import { RecordedDeployment } from '../../real/recorded-deployment.ts'
import { startService } from '../service/started-service.ts'
import { placeOn, portOf } from './places.ts'

const services = ['payment', 'ledger'].map((name) => serviceSchema.parse({ name, requestsPerSecond: 100 }))

function trafficTo(hostPorts: Readonly<Record<string, number>>, settings: object = {}) {
  const kernel = new Kernel()
  const said: string[] = []
  const traffic = new Traffic({
    kernel,
    places: [placeOn('north', hostPorts)],
    services,
    settings: trafficSchema.parse(settings),
    say: (line) => said.push(line),
  })
  const run = async <T>(process: Process<T>): Promise<T> => {
    const task = kernel.spawn(process)
    await runInRealTime(kernel)
    return task.result
  }
  return { kernel, said, traffic, run }
}

describeWith(['k6'], 'traffic during a deployment', () => {
  it('is recorded at its end with what was sent and what was lost, for the changed services only', async () => {
    await using payment = await startService({ SERVICE: 'payment', ERROR_RATE: '0.5' })
    await using ledger = await startService({ SERVICE: 'ledger' })
    const ports = { payment: portOf(payment.url), ledger: portOf(ledger.url) }
    const { traffic, run, kernel } = trafficTo(ports)
    await using _traffic = traffic
    const deployment = new RecordedDeployment(['payment'])
    await run(
      (function* () {
        yield* traffic.begin(deployment)
        while (traffic.count(deployment, 'payment', 'north')!.sent < 80) yield 50
        traffic.finish(deployment)
      })(),
    )
    const [requests, ...more] = deployment.of('requests')
    expect(more).toEqual([])
    expect(requests!.at).toBeLessThanOrEqual(kernel.now)
    expect(requests!.sent).toBeGreaterThanOrEqual(80)
    expect(requests!.lost / requests!.sent).toBeGreaterThan(0.3)
    expect(requests!.lost / requests!.sent).toBeLessThan(0.7)
    expect(await (await fetch(`${ledger.url}/metrics`)).text()).not.toContain('http_requests_total{')
  })

  it('is one k6 when several regions begin at once, so that nothing is sent once it is over', async () => {
    await using payment = await startService({ SERVICE: 'payment' })
    const { traffic, run, kernel } = trafficTo({ payment: portOf(payment.url) })
    const deployment = new RecordedDeployment(['payment'])
    await run(
      (function* () {
        yield* kernel.together([0, 1, 2].map(() => traffic.begin(deployment)))
        while (traffic.count(deployment, 'payment', 'north')!.sent < 5) yield 50
        traffic.finish(deployment)
      })(),
    )
    await traffic[Symbol.asyncDispose]()
    const answered = async () =>
      /^http_requests_total\{.*\} (\d+)$/m.exec(await (await fetch(`${payment.url}/metrics`)).text())?.[1]
    const then = await answered()
    expect(Number(then)).toBeGreaterThanOrEqual(5)
    await pause(500)
    expect(await answered()).toBe(then)
  })

  it('tells while it goes on how a service looks to its clients, and since when', async () => {
    await using payment = await startService({ SERVICE: 'payment' })
    const { traffic, run, kernel } = trafficTo({ payment: portOf(payment.url) })
    await using _traffic = traffic
    const deployment = new RecordedDeployment(['payment'])
    const count = () => traffic.count(deployment, 'payment', 'north')
    await run(
      (function* () {
        expect(count()).toBe(undefined)
        yield* traffic.begin(deployment)
        while (count()!.sent < 20) yield 50
        expect(count()!.lost).toBe(0)
        const from = kernel.now
        void payment.fault({ errorRate: 1 })
        while (count()!.lost < 20) yield 50
        const first = traffic.firstLost(deployment, 'payment', 'north', 0)!
        // The clock of k6 is that of the machine, and a request may have been under way.
        expect(first).toBeGreaterThan(from - 5_000)
        expect(first).toBeLessThan(kernel.now)
        expect(traffic.firstLost(deployment, 'payment', 'north', kernel.now + 10_000)).toBe(undefined)
        expect(traffic.count(deployment, 'ledger', 'north')).toBe(undefined)
        traffic.finish(deployment)
      })(),
    )
  })

  it('shares its bound among the deployments that are under way', async () => {
    await using payment = await startService({ SERVICE: 'payment' })
    const { traffic, run, said } = trafficTo({ payment: portOf(payment.url) }, { requestsPerSecond: 20 })
    await using _traffic = traffic
    const [first, second] = [new RecordedDeployment(['payment'], 1), new RecordedDeployment(['payment'], 2)]
    await run(
      (function* () {
        yield* traffic.begin(first)
        yield* traffic.begin(first)
        yield* traffic.begin(second)
        for (const deployment of [first, second]) traffic.finish(deployment)
      })(),
    )
    expect(first.of('requests')).toHaveLength(1)
    expect(second.of('requests')).toEqual([])
    expect(said).toEqual([
      'deployment 0.2: requests are not measured: deployments under way send 20 requests a second already',
    ])
  })

  it('says that it ended before the deployment did when its time was over', async () => {
    await using payment = await startService({ SERVICE: 'payment' })
    const { traffic, run, said } = trafficTo(
      { payment: portOf(payment.url) },
      { maxDurationMs: 1_000, timeoutMs: 2_000 },
    )
    await using _traffic = traffic
    const deployment = new RecordedDeployment(['payment'])
    await run(
      (function* () {
        yield* traffic.begin(deployment)
        yield 12_000
        traffic.finish(deployment)
      })(),
    )
    expect(deployment.of('requests')[0]!.sent).toBeLessThanOrEqual(51)
    expect(said[0]).toContain('requests were sent for 1 s only')
  })

  it('leaves no process behind when it is disposed of in the middle', async () => {
    await using payment = await startService({ SERVICE: 'payment' })
    const { traffic, run } = trafficTo({ payment: portOf(payment.url) })
    await run(traffic.begin(new RecordedDeployment(['payment'])))
    await traffic[Symbol.asyncDispose]()
    const served = async () => {
      const metrics = await (await fetch(`${payment.url}/metrics`)).text()
      return /http_requests_total\{.*\} (\d+)/.exec(metrics)?.[1]
    }
    const before = await served()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await served()).toEqual(before)
  })
})

describe('traffic that cannot be sent', () => {
  const path = process.env.PATH
  afterEach(() => {
    process.env.PATH = path
  })

  it('is announced and not recorded where k6 is missing', async () => {
    process.env.PATH = '/nowhere'
    const { traffic, run, said } = trafficTo({ payment: 1 })
    const deployment = new RecordedDeployment(['payment'])
    await run(traffic.begin(deployment))
    traffic.finish(deployment)
    expect(deployment.of('requests')).toEqual([])
    expect(said).toEqual([
      'deployment 0.0: requests are not measured: k6 is not on the PATH ("seatrial env doctor" says how to get it)',
    ])
  })

  it('is announced where no changed service can be reached', async () => {
    const { traffic, run, said } = trafficTo({ ledger: 1 })
    await run(traffic.begin(new RecordedDeployment(['payment'])))
    expect(said).toEqual([
      'deployment 0.0: requests are not measured: no changed service has a port of this machine (environment.exposed)',
    ])
  })
})
