import { setTimeout as pause } from 'node:timers/promises'
import { PatchStrategy, type V1Node, type V1Pod } from '@kubernetes/client-node'
import type { NodeSeen } from '../../src/faults/hooks.ts'
import { docker } from '../docker/docker.ts'
import { placeOf } from '../kind/facts.ts'
import { nodeGroupLabel } from '../kind/topology.ts'
import type { ClusterConnection } from '../kubernetes/connection.ts'
import { ObjectWatch } from '../kubernetes/informer.ts'
import { isReady } from '../kubernetes/nodes-ready.ts'
import type { Actions } from './actions.ts'
import type { FaultParts } from './parts.ts'
import type { PodFaults } from './pods.ts'
import { removalSignal, until } from './waiting.ts'

/** Label of nodes that run the control plane: without it nothing could be observed. */
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane'

/** How long a machine may take from its start until its node is ready. */
const START_LIMIT_MS = 180_000

/** The notice that a spot machine gets before it is taken back. */
const SPOT_NOTICE_MS = 120_000

/** The machines of the clusters: containers that can be stopped, and node objects that can be cordoned and drained. */
export class NodeFaults implements AsyncDisposable {
  private readonly parts: FaultParts
  private readonly pods: PodFaults
  private readonly watches: ReadonlyMap<string, ObjectWatch<V1Node>>

  private constructor(parts: FaultParts, pods: PodFaults, watches: ReadonlyMap<string, ObjectWatch<V1Node>>) {
    this.parts = parts
    this.pods = pods
    this.watches = watches
  }

  /** Begins to watch the nodes of every place. */
  static async start(parts: FaultParts, pods: PodFaults): Promise<NodeFaults> {
    await using started = new AsyncDisposableStack()
    const { signal } = new AbortController()
    const watches = new Map<string, ObjectWatch<V1Node>>()
    for (const { name } of parts.clusters.places) {
      const connection = parts.rollouts.connection(name)
      const watch = await ObjectWatch.start<V1Node>(connection, {
        path: '/api/v1/nodes',
        list: () => connection.core(signal).listNode(),
        onChange: () => {},
      })
      watches.set(name, started.use(watch))
    }
    started.move()
    return new NodeFaults(parts, pods, watches)
  }

  /** Machines of a region that carry pods and nothing that the cluster cannot do without; with a service, those that run it. */
  seen(region: string, service?: string): readonly NodeSeen[] {
    const { nodeSelector } = placeOf(this.parts.clusters, region)
    const running = new Set(service === undefined ? [] : this.pods.seen({ service, region }).map(({ node }) => node))
    return (this.watches.get(region)?.list() ?? [])
      .filter((node) => fits(node, nodeSelector))
      .filter((node) => service === undefined || running.has(node.metadata?.name))
      .map((node) => ({
        name: node.metadata?.name ?? '',
        ready: isReady(node),
        cordoned: node.spec?.unschedulable === true,
        lifecycle: this.lifecycleOf(node, region),
      }))
  }

  /** Kills the container of a node. It is started again when the fault is taken out. */
  stop(region: string, node: string, actions: Actions): void {
    actions.onRemoval(() => this.startAgain(region, node))
    actions.start(`stopping ${node}`, async (signal) => void (await docker(['kill', node], { signal })))
  }

  /** Cordons a node and evicts its pods through the API, as `kubectl drain` does. It takes pods again when the fault is taken out. */
  drain(region: string, node: string, actions: Actions): void {
    const connection = this.parts.rollouts.connection(region)
    actions.onRemoval(() => cordon(connection, node, false, removalSignal()))
    actions.start(`draining ${node}`, async (signal) => {
      await cordon(connection, node, true, signal)
      await evictAll(connection, node, signal)
    })
  }

  /** Drains a node and kills its container two minutes later. */
  reclaim(region: string, node: string, actions: Actions): void {
    this.drain(region, node, actions)
    actions.onRemoval(() => this.startAgain(region, node))
    actions.start(`taking ${node} back`, async (signal) => {
      await pause(SPOT_NOTICE_MS, undefined, { signal })
      await docker(['kill', node], { signal })
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.watches.values()].map((watch) => watch[Symbol.asyncDispose]()))
  }

  private async startAgain(region: string, node: string): Promise<void> {
    const signal = removalSignal()
    await docker(['start', node], { signal })
    const isBack = async (): Promise<boolean> => {
      const found = await this.parts.rollouts.connection(region).core(signal).readNode({ name: node })
      return isReady(found)
    }
    // The node object says "ready" for a while after its machine has stopped: what counts is that it says so anew.
    const from = Date.now()
    const saysSo = async (): Promise<boolean> =>
      (await isBack()) && (await leaseRenewedAt(this.parts.rollouts.connection(region), node, signal)) > from
    await until(`${node} is ready again`, saysSo, { signal, limitMs: START_LIMIT_MS })
  }

  private lifecycleOf(node: V1Node, region: string): NodeSeen['lifecycle'] {
    const groups = this.parts.state.scenario.fleet.regions.find(({ name }) => name === region)?.nodeGroups ?? []
    const own = groups.find((group) => node.metadata?.labels?.[nodeGroupLabel(group.name)] === 'true')
    return own?.lifecycle ?? 'on-demand'
  }
}

function fits({ metadata }: V1Node, selector: Readonly<Record<string, string>>): boolean {
  const labels = metadata?.labels ?? {}
  if (CONTROL_PLANE in labels) return false
  return Object.entries(selector).every(([name, value]) => labels[name] === value)
}

/** When the kubelet of a node last said that it is there; milliseconds since 1970. */
async function leaseRenewedAt(connection: ClusterConnection, node: string, signal: AbortSignal): Promise<number> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node}`
  const { body } = await connection.send('GET', path, { signal })
  const lease: { readonly spec?: { readonly renewTime?: string } } = JSON.parse(body)
  return Date.parse(lease.spec?.renewTime ?? '') || 0
}

async function cordon(
  connection: ClusterConnection,
  node: string,
  unschedulable: boolean,
  signal: AbortSignal,
): Promise<void> {
  const object = { apiVersion: 'v1', kind: 'Node', metadata: { name: node }, spec: { unschedulable } }
  const strategy = PatchStrategy.StrategicMergePatch
  await connection.objects(signal).patch(object, undefined, undefined, undefined, undefined, strategy)
}

async function evictAll(connection: ClusterConnection, node: string, signal: AbortSignal): Promise<void> {
  const core = connection.core(signal)
  const { items } = await core.listPodForAllNamespaces({ fieldSelector: `spec.nodeName=${node}` })
  for (const pod of items.filter(isEvictable)) {
    const { name = '', namespace = '' } = pod.metadata ?? {}
    await core.createNamespacedPodEviction({ name, namespace, body: { metadata: { name, namespace } } })
  }
}

const isEvictable = ({ metadata }: V1Pod): boolean =>
  metadata?.ownerReferences?.every(({ kind }) => kind !== 'DaemonSet' && kind !== 'Node') === true
