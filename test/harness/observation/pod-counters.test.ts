import type { V1Pod } from '@kubernetes/client-node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CONTAINER_PORT } from '../../../harness/charts/names.ts'
import { PodCounters } from '../../../harness/observation/pod-counters.ts'
import { Kernel, runInRealTime } from '../../../src/kernel/index.ts'
import { RecordedDeployment } from '../../real/recorded-deployment.ts'
import { placeOn } from '../k6/places.ts'
import { type Answering, type ApiServer, startApiServer } from './api-server.ts'
import { PLACE, SERVICE } from './observed.ts'
import { podWith, running } from './pods.ts'

const answers =
  (body: string, status = 200): Answering =>
  async () => ({ status, body })
const requests = (code: number, count: number | string): string =>
  `http_requests_total{service="${SERVICE}",code="${code}"} ${count}\n`

describe('the counters of pods', () => {
  let server: ApiServer
  let pods: readonly V1Pod[]
  let said: string[]
  beforeEach(async () => {
    server = await startApiServer(PLACE)
    pods = []
    said = []
  })
  afterEach(() => server[Symbol.asyncDispose]())

  /** What a look at the service's counters gives. */
  async function read(of: { interval?: number } = {}) {
    const kernel = new Kernel()
    const { interval = 1_000 } = of
    const counters = new PodCounters({
      ...{ kernel, interval, places: [server.place] },
      sight: () => ({ pods: (name) => (name === SERVICE ? pods : []) }),
      say: (line) => said.push(line),
    })
    const task = kernel.spawn(counters.read(new RecordedDeployment([SERVICE]), { service: SERVICE, region: PLACE }))
    await runInRealTime(kernel)
    return task.result
  }

  const serve = (pod: string, answer: Answering): void =>
    void server.targets.set(`pods/${pod}:${CONTAINER_PORT}`, answer)

  it('are those of every ready pod, told apart by pod and labels, and failed with 5xx', async () => {
    pods = [running('a', true), running('b', true)]
    serve('a', answers(`# TYPE http_requests_total counter\n${requests(200, 5)}${requests(503, 2)}up 1\n`))
    serve('b', answers(`${requests(404, 7)}${requests(200, 1)}`))
    const counters = await read()
    expect(counters.map(({ value, isFailed }) => [value, isFailed])).toEqual([
      [5, false],
      [2, true],
      [7, false],
      [1, false],
    ])
    expect(new Set(counters.map(({ series }) => series)).size).toBe(4)
    expect(server.accepted).toBe('text/plain;version=0.0.4')
    expect(said).toEqual([])
  })

  it('leave out pods that are not ready, or were told to go', async () => {
    pods = [running('a', false), podWith('b', { state: { running: {} } }, { ready: true, deleted: true })]
    for (const pod of ['a', 'b']) serve(pod, answers(requests(200, 1)))
    expect(await read()).toEqual([])
    expect(said).toEqual([])
  })

  it('do without a pod that is down, and the user hears of the first', async () => {
    pods = ['gone', 'ill', 'good'].map((name) => running(name, true))
    serve('ill', answers('failed', 500))
    serve('good', answers(requests(200, 3)))
    expect((await read()).map(({ value }) => value)).toEqual([3])
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^metrics of payment in north: (gone|ill) is down: status 50[03]: /)
  })

  it('do without a pod whose metrics are malformed, with the line', async () => {
    pods = [running('a', true)]
    serve('a', answers(`${requests(200, 3)}<html>\n`))
    expect(await read()).toEqual([])
    expect(said).toEqual([expect.stringContaining('got "<html>" (line 2, column 1)')])
  })

  it('do without a pod that does not answer before the next scrape', async () => {
    pods = [running('a', true), running('b', true)]
    serve('a', () => new Promise(() => {}))
    serve('b', answers(requests(200, 3)))
    const from = performance.now()
    expect((await read({ interval: 300 })).map(({ value }) => value)).toEqual([3])
    expect(performance.now() - from).toBeLessThan(5_000)
    expect(said[0]).toContain('a is down: no answer in 300 ms')
  })

  it('ignore what is not a number of requests', async () => {
    pods = [running('a', true)]
    serve('a', answers(`${requests(200, 'NaN')}${requests(500, '+Inf')}other_total{code="500"} 1\n`))
    expect(await read()).toEqual([])
  })

  it('are there for services without a port of this machine, and not for fake pods', () => {
    const counters = new PodCounters({
      kernel: new Kernel(),
      interval: 1,
      places: [],
      sight: () => ({ pods: () => [] }),
    })
    expect(counters.covers(SERVICE, placeOn(PLACE, {}))).toBe(true)
    expect(counters.covers(SERVICE, { ...placeOn(PLACE, { [SERVICE]: 1 }), isFake: true })).toBe(false)
  })
})
