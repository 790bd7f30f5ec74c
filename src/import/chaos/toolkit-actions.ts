import type { Translation } from './report.ts'
import { fault, type Make } from './toolkit-fault.ts'
import { NETWORK_ACTIONS } from './toolkit-network.ts'
import { deleteNodes, drainNodes } from './toolkit-nodes.ts'
import { at, goDuration, number, seconds, serviceOfLabels, serviceOfSelector, text } from './values.ts'

const bySelector = (args: unknown): string | undefined =>
  serviceOfSelector(at(args, 'label_selector')) ??
  serviceOfLabels(at(args, 'label_selectors')) ??
  text(at(args, 'name'))

/** More pods than any service has: all of them. */
const ALL_PODS = 100

/** `all`, or `qty` pods (1 unless given), or `qty` percent of them with mode `percentage`. */
const terminated: Make = (args) => {
  const [all, qty] = [at(args, 'all') === true, number(at(args, 'qty')) ?? 1]
  const isShare = !all && text(at(args, 'mode')) === 'percentage'
  const pods = all || (isShare && qty >= 100) ? ALL_PODS : isShare ? 2 : Math.max(1, qty)
  return fault(
    'pod-deletion',
    bySelector(args),
    { settings: { pods } },
    isShare && qty < 100 ? [`${qty} % of the pods are taken for two pods`] : [],
  )
}

/** A network policy stays there until it is removed. */
const denied: Make = (args) =>
  fault('network-partition', bySelector(args), {}, [
    'it lasts until its policy is removed there; here for its duration',
  ])

/** Only some of the requests there. */
const someRequests = (args: unknown): string[] => {
  const percentage = number(at(args, 'percentage'))
  return percentage === undefined || percentage >= 100
    ? []
    : [`${percentage} % of the requests are slow there; here all`]
}
const zone: Make = () => ({ fault: { kind: 'zone-loss' } })
const machine: Make = () => fault('node-loss', undefined, {}, ['a machine of the service, not the named one'])

/**
 * Actions of the extensions by module and function, as far as they have a fault here. Names and arguments are those of
 * chaostoolkit/chaostoolkit-kubernetes (`chaosk8s/`), chaostoolkit-incubator/chaostoolkit-aws, -istio, -toxiproxy and
 * -google-cloud-platform, and awslabs/aws-az-failure-chaostoolkit (`azchaosaws/`).
 */
const ACTIONS: Readonly<Record<string, Make>> = {
  'chaosk8s.pod.actions.terminate_pods': terminated,
  'chaosk8s.pod.actions.delete_pods': (args) => fault('pod-deletion', bySelector(args), { settings: { pods: 1 } }),
  'chaosk8s.actions.kill_microservice': (args) =>
    fault('pod-deletion', text(at(args, 'name')) ?? bySelector(args), { settings: { pods: ALL_PODS } }, [
      'its Deployment is deleted there; here its pods',
    ]),
  'chaosk8s.node.actions.drain_nodes': drainNodes,
  'chaosk8s.node.actions.delete_nodes': deleteNodes,
  ...NETWORK_ACTIONS,
  'chaosk8s.networking.actions.deny_all_ingress': denied,
  'chaosk8s.networking.actions.deny_all_egress': denied,
  'chaosaws.ec2.actions.terminate_instance': machine,
  'chaosaws.ec2.actions.terminate_instances': machine,
  'chaosaws.ec2.actions.stop_instance': machine,
  'chaosaws.ec2.actions.stop_instances': machine,
  'chaosaws.asg.actions.terminate_random_instances': machine,
  'chaosaws.eks.actions.terminate_random_nodes': machine,
  'azchaosaws.asg.actions.fail_az': zone,
  'azchaosaws.ec2.actions.fail_az': zone,
  'azchaosaws.eks.actions.fail_az': zone,
  'chaosgce.nodepool.actions.delete_nodepool': machine,
  'chaosgcp.gke.nodepool.actions.delete_nodepool': machine,
  'chaosistio.fault.actions.add_delay_fault': (args) =>
    fault(
      'network-latency',
      text(at(args, 'virtual_service_name')),
      { settings: { addedMs: goDuration(at(args, 'fixed_delay')) ?? seconds(at(args, 'fixed_delay')) ?? 1_000 } },
      someRequests(args),
    ),
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
