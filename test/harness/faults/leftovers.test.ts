import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LeftoverOptions, leftovers } from '../../../harness/faults/leftovers.ts'
import type { Place } from '../../../harness/kind/facts.ts'

const server = createServer((_, response) => response.end('{}'))
let address = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

/** What an environment of one node and one pod shows; as it should be unless told otherwise. */
interface Shown {
  readonly containers?: string
  readonly rules?: string
  readonly nodeReady?: string
  readonly cordoned?: boolean
  readonly pods?: number
  readonly podReady?: string
  readonly revision?: string
  readonly faults?: string
  readonly registry?: string
}

const ready = (status = 'True') => ({ conditions: [{ type: 'Ready', status }] })

function optionsOf(shown: () => Shown): LeftoverOptions {
  const pod = () => ({
    metadata: { name: 'payment-1', labels: { 'seatrial.revision': shown().revision ?? 'r2' } },
    status: ready(shown().podReady),
  })
  const connection = {
    core: () => ({
      listNode: async () => ({
        items: [
          { metadata: { name: 'n1' }, spec: { unschedulable: shown().cordoned }, status: ready(shown().nodeReady) },
        ],
      }),
    }),
    send: async () => ({ status: 200, body: shown().faults ?? '{}' }),
  }
  const watch = {
    pods: () => Array.from({ length: shown().pods ?? 1 }, pod),
    deployment: () => ({ spec: { replicas: 1 } }),
  }
  const place: Place = {
    ...{ name: 'north', environment: 'production' as const, kubeconfig: 'k', context: 'c', namespace: 'n' },
    ...{ nodeSelector: {}, nodePorts: {}, hostPorts: {} },
  }
  return {
    run: { id: 'abc', folder: '/nowhere' },
    clusters: { clusters: [{ name: 'c', kubeconfig: 'k', context: 'c', nodes: ['n1'] }], places: [place] },
    services: ['payment'],
    rollouts: { watch: () => watch, connection: () => connection } as never,
    releases: { in: () => ({ service: 'payment', revision: 'r2', image: 'payment:r2' }) },
    registry: { hostAddress: shown().registry ?? address },
    signal: new AbortController().signal,
    limitMs: 0,
    command: async ([verb]) => (verb === 'ps' ? shown().containers : shown().rules) ?? '',
  }
}

test('nothing is left where everything is as before', async () => {
  expect(await leftovers(optionsOf(() => ({})))).toEqual([])
})

const left: readonly [Shown, string][] = [
  [{ containers: 'seatrial-abc-port' }, 'container seatrial-abc-port of a fault is there'],
  [{ rules: '-N SEATRIAL-1234' }, 'node n1 has iptables rules of a fault'],
  [{ nodeReady: 'Unknown' }, 'node n1 is not ready'],
  [{ cordoned: true }, 'node n1 is cordoned'],
  [{ pods: 0 }, 'payment has 0 pods, not 1'],
  [{ podReady: 'False' }, 'pod payment-1 is not ready'],
  [{ revision: 'r3' }, 'pod payment-1 is not of r2'],
  [{ faults: '{"errorRate":1}' }, 'pod payment-1 still has faults: {"errorRate":1}'],
  [{ registry: '127.0.0.1:1' }, 'the registry does not answer'],
]
test.each(left)('%j: %s', async (shown, sentence) => {
  expect(await leftovers(optionsOf(() => shown))).toEqual([sentence])
})

test('what goes away in a while is not left', async () => {
  let looks = 0
  const options = optionsOf(() => ({ cordoned: looks < 1 }))
  const { command } = options
  const counted: LeftoverOptions['command'] = async (args) => {
    if (args[0] === 'ps') looks++
    return command!(args)
  }
  expect(await leftovers({ ...options, limitMs: 10_000, command: counted })).toEqual([])
  looks = -1
  expect(await leftovers({ ...options, limitMs: 10_000, command: counted })).toEqual([])
  expect(looks).toBeGreaterThan(0)
})
