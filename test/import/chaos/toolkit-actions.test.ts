import { expect, test } from 'vitest'
import { translateAction } from '../../../src/import/chaos/toolkit-actions.ts'

const made = (module: string, func: string, args: Record<string, unknown>) =>
  translateAction({ type: 'python', module, func, arguments: args })
const terminated = (args: Record<string, unknown>) =>
  made('chaosk8s.pod.actions', 'terminate_pods', { label_selector: 'app=payment', ...args })

test('terminate_pods takes a number, a share or all, and says where a share is only taken for some', () => {
  expect(terminated({})).toMatchObject({ fault: { settings: { pods: 1 } }, differs: [] })
  expect(terminated({ qty: 3, mode: 'fixed' })).toMatchObject({ fault: { settings: { pods: 3 } }, differs: [] })
  expect(terminated({ all: true })).toMatchObject({ fault: { settings: { pods: 100 } } })
  expect(terminated({ qty: 100, mode: 'percentage' })).toMatchObject({
    fault: { settings: { pods: 100 } },
    differs: [],
  })
  expect(terminated({ qty: 30, mode: 'percentage' })).toMatchObject({
    fault: { settings: { pods: 2 } },
    differs: ['30 % of the pods are taken for two pods'],
  })
})

test('the labels of a network policy name the service', () => {
  const args = { label_selectors: { app: 'payment' }, ns: 'shop' }
  for (const func of ['deny_all_ingress', 'deny_all_egress']) {
    expect(made('chaosk8s.networking.actions', func, args)).toMatchObject({
      fault: { kind: 'network-partition', selector: { service: 'payment' } },
    })
  }
})

test.each([
  ['5s', 5_000],
  ['500ms', 500],
  ['1m', 60_000],
])('a fixed delay of %s is %i ms', (fixed_delay, addedMs) => {
  const args = { virtual_service_name: 'payment', fixed_delay, percentage: 40 }
  expect(made('chaosistio.fault.actions', 'add_delay_fault', args)).toMatchObject({
    fault: { kind: 'network-latency', selector: { service: 'payment' }, settings: { addedMs } },
    differs: ['40 % of the requests are slow there; here all'],
  })
})

test('a zone fails by the modules of azchaosaws', () => {
  for (const part of ['asg', 'ec2', 'eks']) {
    expect(made(`azchaosaws.${part}.actions`, 'fail_az', { az: 'eu-west-1a' })).toEqual({
      fault: { kind: 'zone-loss' },
    })
  }
})

const nodes = (func: string, args: Record<string, unknown>) => made('chaosk8s.node.actions', func, args)
const NO_SERVICE = 'it names no service: one that the deployment changes is hit'

test.each([
  ['drain_nodes', 'node-drain'],
  ['delete_nodes', 'node-loss'],
])('the label of the pods names the service of %s, never the name or the label of a node', (func, kind) => {
  const on = { pod_label_selector: 'app=payment', pod_namespace: 'shop', count: 1 }
  expect(nodes(func, on)).toEqual({ fault: { kind, selector: { service: 'payment' } }, differs: [] })
  expect(nodes(func, { ...on, label_selector: 'name=worker' })).toEqual({
    fault: { kind, selector: { service: 'payment' } },
    differs: ['label_selector name=worker is of nodes there; here a node that runs the service'],
  })
  expect(nodes(func, { label_selector: 'app=worker', count: 1 })).toEqual({
    fault: { kind },
    differs: [NO_SERVICE, 'label_selector app=worker is of nodes there; here a node that runs the service'],
  })
  expect(nodes(func, { pod_label_selector: 'app=payment', count: 1 })).toMatchObject({
    fault: { selector: { service: 'payment' } },
    differs: ['pod_label_selector counts for nothing there without pod_namespace; here it names the service'],
  })
})

test('more nodes than one are listed as different, with the argument that asks for them', () => {
  expect(nodes('drain_nodes', { name: 'worker-1' })).toEqual({
    fault: { kind: 'node-drain' },
    differs: [NO_SERVICE, 'name worker-1 is of nodes there; here a node that runs the service'],
  })
  const every = 'without count every node that matches is drained there; here one'
  expect(nodes('drain_nodes', {})).toMatchObject({ differs: [NO_SERVICE, every] })
  expect(nodes('drain_nodes', { count: 3 })).toMatchObject({
    differs: [NO_SERVICE, 'count 3 is left out: one node here'],
  })
  expect(nodes('delete_nodes', {})).toMatchObject({ differs: [NO_SERVICE] })
  expect(nodes('delete_nodes', { count: '2' })).toMatchObject({
    differs: [NO_SERVICE, 'count 2 is left out: one node here'],
  })
  expect(nodes('delete_nodes', { rand: true, count: 2 })).toMatchObject({ differs: [NO_SERVICE] })
  expect(nodes('delete_nodes', { all: true, count: 2 })).toMatchObject({
    differs: [NO_SERVICE, 'all is left out: one node here'],
  })
})

test('the arguments of a drain that have no setting here are named', () => {
  const args = { name: 'a', timeout: 60, delete_pods_with_local_storage: true }
  expect(nodes('drain_nodes', args)).toMatchObject({
    differs: [
      NO_SERVICE,
      expect.any(String),
      'delete_pods_with_local_storage true is left out',
      'timeout 60 is left out',
    ],
  })
})

test('a machine that is stopped by its own name names no service', () => {
  expect(made('chaosaws.ec2.actions', 'stop_instance', { name: 'i-1', label_selector: 'app=web' })).toMatchObject({
    fault: { kind: 'node-loss' },
    differs: [NO_SERVICE, 'a machine of the service, not the named one'],
  })
  expect(made('chaosaws.ec2.actions', 'stop_instance', { name: 'i-1' })).not.toHaveProperty('fault.selector')
})

const network = (func: string, args: Record<string, unknown>) =>
  made('chaosk8s.chaosmesh.network.actions', func, { name: 'slow', target_mode: null, ...args })
const UNTIL = 'it lasts until delete_network_fault there; here for its duration'

test.each([
  ['add_latency', { latency: '250ms' }, { kind: 'network-latency', settings: { addedMs: 250 } }],
  ['set_loss', { loss: '40' }, { kind: 'network-loss', settings: { loss: 0.4 } }],
])('%s, an experiment of Chaos Mesh that the Chaos Toolkit makes, is the same fault', (func, args, fault) => {
  for (const label_selectors of ['app=payment,tier=back', { app: 'payment' }]) {
    expect(network(func, { ...args, label_selectors, mode: 'all' })).toEqual({
      fault: { ...fault, selector: { service: 'payment' } },
      differs: [UNTIL],
    })
  }
})

test('what such an experiment narrows down is said: its pods, its target, its direction, its spread', () => {
  const args = { label_selectors: 'app=payment', latency: '1s', jitter: '90ms', correlation: '25' }
  expect(network('add_latency', args)).toMatchObject({
    differs: [
      'mode one: not all pods are disturbed there; here the whole service',
      'its jitter is left out',
      'its correlation is left out',
      UNTIL,
    ],
  })
  expect(network('add_latency', { latency: '1s', mode: 'fixed-percent', mode_value: '30' })).toMatchObject({
    differs: expect.arrayContaining([
      'mode fixed-percent 30: not all pods are disturbed there; here the whole service',
    ]),
  })
  const target = 'only the way to the target is disturbed there; here all calls of the service'
  for (const aimed of [{ external_targets: 'example.org' }, { target_mode: 'all' }, { target_mode: undefined }]) {
    expect(network('set_loss', { loss: '5', ...aimed })).toMatchObject({ differs: expect.arrayContaining([target]) })
  }
  expect(network('set_loss', { loss: '5', direction: 'both' })).toMatchObject({
    differs: expect.arrayContaining(['direction both is left out: calls that the service makes are disturbed here']),
  })
})

test.each([
  ['duplicate_packets', /NetworkChaos duplicate/],
  ['corrupt_packets', /NetworkChaos corrupt/],
  ['reorder_packets', /NetworkChaos reorder/],
  ['set_bandwidth', /NetworkChaos bandwidth/],
  ['delete_network_fault', /takes a fault out/],
])('%s is unsupported, by its name and with the reason', (func, why) => {
  const translation = network(func, { latency: '1s', rate: '1mbps' })
  expect(translation).toEqual({ unsupported: expect.stringMatching(why) })
  expect(translation).toEqual({ unsupported: expect.stringContaining(`chaosk8s.chaosmesh.network.actions.${func}`) })
})
