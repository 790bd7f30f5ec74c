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
