import type { Millis, Ratio } from '../../../model/units.ts'
import type { Containers } from './containers.ts'
import type { ClusterContext } from './context.ts'
import { UnknownInClusterError } from './errors.ts'
import type { Evictions } from './evictions.ts'
import type { Node } from './node.ts'
import type { NodeHealth } from './node-health.ts'
import { type Pod, RUNNING } from './pod.ts'
import type { Terminations } from './terminations.ts'
import type { Workload } from './workload.ts'

/** What faults need of the cluster. */
export interface FaultParts {
  readonly containers: Containers
  readonly terminations: Terminations
  readonly evictions: Evictions
  readonly health: NodeHealth
  readonly workload: (service: string) => Workload
  /** There may be room for pods that fit nowhere. */
  readonly onCapacity: () => void
}

/** What happens to a cluster from outside. Unknown services and nodes are `UnknownInClusterError`s. */
export class ClusterFaults {
  private readonly context: ClusterContext
  private readonly parts: FaultParts

  constructor(context: ClusterContext, parts: FaultParts) {
    this.context = context
    this.parts = parts
  }

  /** Ends the processes of up to `count` running pods, which their kubelets restart. Returns how many. */
  crashPods(service: string, count: number): number {
    const pods = this.running(service).slice(0, count)
    for (const pod of pods) this.parts.containers.crash(pod)
    return pods.length
  }

  /** Deletes up to `count` pods with their grace period; their ReplicaSets replace them. Returns how many. */
  killPods(service: string, count: number): number {
    const pods = this.running(service).slice(0, count)
    for (const pod of pods) this.parts.terminations.begin(pod)
    return pods.length
  }

  /**
   * Lets the readiness probes of a share of the running pods (rounded, at least one) fail for `duration`; they do not answer
   * requests meanwhile. Returns how many.
   */
  failReadiness(service: string, share: Ratio, duration: Millis): number {
    const running = this.running(service)
    const pods = running.slice(0, Math.max(1, Math.round(share * running.length)))
    for (const pod of pods) this.parts.containers.disturb(pod, duration)
    return pods.length
  }

  /** A machine stops: for good (`gone`, its instance does not exist any more) or until {@link startNode}. */
  stopNode(name: string, options: { gone?: boolean } = {}): void {
    this.parts.health.stop(this.node(name), options.gone ?? false)
  }

  /** A stopped machine comes back after a restart. */
  startNode(name: string): void {
    this.parts.health.start(this.node(name))
  }

  /** A spot machine gets its two-minute notice; a replacement is asked for at once. */
  reclaimSpot(name: string): void {
    this.parts.health.reclaim(this.node(name))
  }

  /** Takes no new pods on a node, or takes them again. */
  cordon(name: string, isCordoned = true): void {
    const node = this.node(name)
    if (isCordoned) node.isCordoned = true
    else {
      this.parts.evictions.uncordon(node)
      this.parts.onCapacity()
    }
  }

  /** Cordons a node and evicts its pods as their disruption budgets allow; `emptied` is called when the last is gone. */
  drain(name: string, emptied?: () => void): void {
    this.parts.evictions.drain(this.node(name), emptied)
  }

  /** The registry answers pulls, or does not: a pull that ends while it does not has failed. */
  registryAvailable(isAvailable: boolean): void {
    this.context.registryIsAvailable = isAvailable
  }

  /** All pods of a service that are not being deleted, as the API shows them. */
  pods(service: string): {
    id: string
    revision: string
    restarts: number
    ready: boolean
    started: boolean
    node: string | undefined
    lacksImage: boolean
  }[] {
    const { now } = this.context.kernel
    return this.parts.workload(service).replicaSets.flatMap((replicaSet) =>
      replicaSet.pods.map((pod) => ({
        id: `${replicaSet.template.revision}-${pod.ordinal}`,
        revision: replicaSet.template.revision,
        restarts: pod.restarts,
        ready: pod.isReady,
        started: pod.phase === RUNNING && pod.passedAt <= now,
        node: pod.node?.name,
        lacksImage: pod.pullBackOff > 0,
      })),
    )
  }

  /** All nodes, as the API shows them, each with the position of its group in the region. */
  nodes(): { name: string; group: number; ready: boolean; cordoned: boolean }[] {
    return this.context.nodes.map((node) => ({
      name: node.name,
      group: node.group,
      ready: node.isReady,
      cordoned: node.isCordoned,
    }))
  }

  /** Running pods in an order that does not depend on their history. */
  private running(service: string): Pod[] {
    return this.parts
      .workload(service)
      .replicaSets.flatMap((replicaSet) => replicaSet.pods.filter((pod) => pod.phase === RUNNING))
      .sort((a, b) => a.entity - b.entity)
  }

  private node(name: string): Node {
    const node = this.context.nodes.find((one) => one.name === name)
    if (node !== undefined) return node
    throw new UnknownInClusterError(`node "${name}" does not exist`, {
      where: `cluster ${this.context.region.name}`,
      remedy: 'ask the cluster for the names of its nodes',
    })
  }
}
