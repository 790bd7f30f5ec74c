import type { FaultInput } from '../../model/fault.ts'
import type { Translation } from './report.ts'
import { at, number, seconds, serviceOfSelector, text } from './values.ts'

type Make = (args: unknown) => Translation

const fault = (
  kind: string,
  service: string | undefined,
  more: Partial<FaultInput> = {},
  differs: readonly string[] = [],
): Translation => ({
  fault: { kind, ...(service === undefined ? {} : { selector: { service } }), ...more },
  differs: [
    ...(service === undefined ? ['it names no service: one that the deployment changes is hit'] : []),
    ...differs,
  ],
})
const bySelector = (args: unknown): string | undefined =>
  serviceOfSelector(at(args, 'label_selector')) ?? text(at(args, 'name'))
const lasting = (args: unknown): Partial<FaultInput> => {
  const durationMs = seconds(at(args, 'duration')) ?? seconds(at(args, 'duration_seconds'))
  return durationMs === undefined ? {} : { durationMs }
}

const pods = (args: unknown): Partial<FaultInput> => {
  const all = at(args, 'all') === true
  const many =
    text(at(args, 'mode')) === 'fixed' || at(args, 'mode') === undefined ? number(at(args, 'qty')) : undefined
  return { settings: { pods: all ? 100 : (many ?? 1) } }
}
const machine: Make = (args) =>
  fault('node-loss', bySelector(args), {}, ['a machine of the service, not the named one'])

/** Actions of the extensions by module and function (chaostoolkit.org, "Extensions"), as far as they have a fault here. */
const ACTIONS: Readonly<Record<string, Make>> = {
  'chaosk8s.pod.actions.terminate_pods': (args) => fault('pod-deletion', bySelector(args), pods(args)),
  'chaosk8s.pod.actions.delete_pods': (args) => fault('pod-deletion', bySelector(args), pods(args)),
  'chaosk8s.actions.kill_microservice': (args) => fault('pod-deletion', bySelector(args), { settings: { pods: 100 } }),
  'chaosk8s.node.actions.drain_nodes': (args) => fault('node-drain', bySelector(args)),
  'chaosk8s.node.actions.delete_nodes': machine,
  'chaosk8s.networking.actions.deny_all_ingress': (args) => fault('network-partition', bySelector(args), lasting(args)),
  'chaosk8s.networking.actions.deny_all_egress': (args) => fault('network-partition', bySelector(args), lasting(args)),
  'chaosaws.ec2.actions.terminate_instance': machine,
  'chaosaws.ec2.actions.terminate_instances': machine,
  'chaosaws.ec2.actions.stop_instance': machine,
  'chaosaws.ec2.actions.stop_instances': machine,
  'chaosaws.asg.actions.terminate_random_instances': machine,
  'chaosaws.eks.actions.terminate_random_nodes': machine,
  'chaosaws.az.actions.fail_az': () => ({ fault: { kind: 'zone-loss' } }),
  'chaosgce.nodepool.actions.delete_nodepool': machine,
  'chaosistio.fault.actions.add_delay_fault': (args) =>
    fault('network-latency', text(at(args, 'virtual_service_name')), {
      settings: { addedMs: seconds(String(at(args, 'fixed_delay') ?? '1').replace(/s$/, '')) ?? 1_000 },
    }),
  'chaosistio.fault.actions.add_abort_fault': (args) =>
    fault('dependency-outage', text(at(args, 'virtual_service_name')), {
      settings: { share: Math.min(1, (number(at(args, 'percentage')) ?? 100) / 100) },
    }),
  'chaostoxi.toxic.actions.create_latency_toxic': (args) =>
    fault('network-latency', text(at(args, 'for_proxy')), {
      settings: { addedMs: number(at(args, 'latency')) ?? 1_000 },
    }),
  'chaostoxi.proxy.actions.disable_proxy': (args) => fault('dependency-outage', text(at(args, 'proxy_name'))),
}

/** What an action of the Chaos Toolkit asks for. */
export function translateAction(provider: unknown): Translation {
  const type = text(at(provider, 'type')) ?? 'unknown'
  if (type !== 'python') return { unsupported: `an action of type ${type}: what it does is not said in the experiment` }
  const name = `${text(at(provider, 'module')) ?? ''}.${text(at(provider, 'func')) ?? ''}`
  const make = ACTIONS[name]
  return make === undefined ? { unsupported: `no fault here is like ${name}` } : make(at(provider, 'arguments'))
}
