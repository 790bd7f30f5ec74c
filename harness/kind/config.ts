import { stringify } from 'yaml'
import type { KwokOptions } from '../options.ts'
import { type ClusterPlan, type NodePlan, nodeGroupLabel } from './topology.ts'

/** Makes Docker choose a free port itself when the container starts, so that none can be taken in between (kind's `PortMapping.hostPort`). */
const CHOSEN_BY_DOCKER = -1

/**
 * The configuration file of a kind cluster (`kind.x-k8s.io/v1alpha4`). One node is a control plane that carries pods; of several,
 * the control plane is one more.
 */
export function kindConfig(plan: ClusterPlan): string {
  const extraPortMappings = plan.ports.map(({ nodePort, hostPort }) => ({
    containerPort: nodePort,
    hostPort: hostPort ?? CHOSEN_BY_DOCKER,
    listenAddress: '127.0.0.1',
    protocol: 'TCP',
  }))
  const [only, ...more] = plan.nodes
  const single = more.length === 0
  const controlPlane = {
    role: 'control-plane',
    extraPortMappings,
    ...(single ? { labels: only?.labels ?? {} } : {}),
    ...(plan.limits === undefined ? {} : { kubeadmConfigPatches: [stringify(limitsPatch(plan.limits))] }),
  }
  return stringify({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    networking: { apiServerAddress: '127.0.0.1' },
    nodes: [controlPlane, ...(single ? [] : plan.nodes.map(worker))],
  })
}

/** kind speaks kubeadm's `v1beta3`, in which `extraArgs` is a map. */
function limitsPatch({ callsPerSecond, callBurst, syncs }: KwokOptions): object {
  const client = { 'kube-api-qps': String(callsPerSecond), 'kube-api-burst': String(callBurst) }
  const workers = { 'concurrent-deployment-syncs': String(syncs), 'concurrent-replicaset-syncs': String(syncs) }
  return {
    kind: 'ClusterConfiguration',
    controllerManager: { extraArgs: { ...client, ...workers } },
    scheduler: { extraArgs: client },
  }
}

function worker({ labels, taint }: NodePlan): object {
  if (taint === undefined) return { role: 'worker', labels }
  const patch = {
    kind: 'JoinConfiguration',
    nodeRegistration: { taints: [{ key: nodeGroupLabel(taint), value: 'true', effect: 'NoSchedule' }] },
  }
  return { role: 'worker', labels, kubeadmConfigPatches: [stringify(patch)] }
}
