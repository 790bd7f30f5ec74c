import { expect, test } from 'vitest'
import { translateLitmus } from '../../../src/import/chaos/litmus.ts'

const of = (name: string, env: Record<string, string> = {}) =>
  translateLitmus(name, new Map(Object.entries(env)), 'payment')

test('what strikes again does so as often as the hub says where the engine says nothing', () => {
  expect(of('pod-delete')).toMatchObject({ fault: { repeat: { times: 3, pauseMs: 5_000 } } })
  expect(of('container-kill')).toMatchObject({ fault: { repeat: { times: 2, pauseMs: 10_000 } } })
  expect(of('pod-delete', { TOTAL_CHAOS_DURATION: '', CHAOS_INTERVAL: '' })).toEqual(of('pod-delete'))
})

test('TOXICITY is the share of requests in percent; where it cannot be taken over it is said', () => {
  expect(of('pod-http-status-code', { TOXICITY: '30' })).toMatchObject({ fault: { settings: { share: 0.3 } } })
  expect(of('pod-http-latency', { LATENCY: '700', TOXICITY: '30' })).toMatchObject({
    fault: { settings: { addedMs: 700 } },
    differs: ['TOXICITY 30 is left out'],
  })
  expect(of('pod-http-latency', { TOXICITY: '100' })).toMatchObject({ differs: [] })
})

test('destinations and jitter of the network faults are left out by name', () => {
  expect(of('pod-network-latency', { JITTER: '20', DESTINATION_HOSTS: 'ledger' })).toMatchObject({
    fault: { settings: { addedMs: 2_000 } },
    differs: ['JITTER 20 is left out', 'DESTINATION_HOSTS ledger is left out'],
  })
})

test.each(['ec2-stop-by-id', 'ec2-stop-by-tag', 'gcp-vm-instance-stop-by-label'])('%s stops a machine', (name) => {
  expect(of(name)).toMatchObject({ fault: { kind: 'node-loss' } })
})

test('a database instance that stops is a dependency that is away; which instance is said to be left out', () => {
  const env = { RDS_INSTANCE_IDENTIFIER: 'ledger-db', INSTANCE_AFFECTED_PERC: '50', TOTAL_CHAOS_DURATION: '60' }
  expect(of('rds-instance-stop', env)).toEqual({
    fault: { kind: 'dependency-outage', selector: { service: 'payment' }, settings: {}, durationMs: 60_000 },
    differs: [
      'a database instance stops there; here something that the service needs is away',
      'RDS_INSTANCE_IDENTIFIER ledger-db is left out',
      'INSTANCE_AFFECTED_PERC 50 is left out',
    ],
  })
})
