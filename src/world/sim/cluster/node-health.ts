import { durationQuantile, key } from '../../../random/index.ts'
import type { Containers } from './containers.ts'
import type { ClusterContext } from './context.ts'
import type { Endpoints } from './endpoints.ts'
import type { Evictions } from './evictions.ts'
import type { Node } from './node.ts'
import type { NodePools } from './node-pools.ts'
import type { PodChanges } from './pod-changes.ts'
import type { Terminations } from './terminations.ts'

const COLLECTION = key('cluster/pod-collection')

/** What node health needs of others. */
export interface NodeHealthParts {
  readonly changes: PodChanges
  readonly endpoints: Endpoints
  readonly containers: Containers
  readonly terminations: Terminations
  readonly evictions: Evictions
  readonly pools: NodePools
  /** A node takes pods again. */
  readonly onReady: (node: Node) => void
}

/**
 * The loss of a node (pkg/controller/nodelifecycle, tainteviction, podgc).
 *
 * The kubelet stops renewing its lease; at the first look after the grace period the node is NotReady, its pods are marked not
 * ready and the node is tainted; pods tolerate the taint for 300 s and are then deleted, whereupon they are replaced. A pod
 * deleted on a dead node stays Terminating and keeps its place until the node comes back or its object is removed, which
 * the cloud's controller does at the look after NotReady when the machine does not exist any more.
 */
export class NodeHealth {
  private readonly context: ClusterContext
  private readonly parts: NodeHealthParts

  constructor(context: ClusterContext, parts: NodeHealthParts) {
    this.context = context
    this.parts = parts
  }

  /** The machine stops at once, and all processes on it. `gone`: it does not exist any more (a terminated instance). */
  stop(node: Node, gone: boolean): void {
    if (!node.isAlive) return
    const { kernel, clock, mechanism } = this.context
    const { monitorGrace, monitorPeriod } = mechanism.nodes
    node.isAlive = false
    const loss = ++node.losses
    for (const pod of node.pods) {
      clock.clear(pod)
      this.parts.endpoints.setServing(pod, false)
    }
    const silentAt = node.lastRenewal(kernel.now) + monitorGrace
    const noticedAt = Math.ceil(Math.max(silentAt, kernel.now) / monitorPeriod) * monitorPeriod
    kernel.after(noticedAt - kernel.now, () => {
      if (node.losses === loss) this.notReady(node, gone)
    })
  }

  /** The machine comes back after a restart: its containers are started again, pods deleted meanwhile end. */
  start(node: Node): void {
    if (node.isAlive || node.isRemoved) return
    const { kernel, mechanism } = this.context
    node.isAlive = true
    node.losses++
    for (const pod of [...node.pods]) {
      if (pod.isTerminating) this.parts.terminations.finish(pod)
      else this.parts.containers.revive(pod)
    }
    kernel.after(mechanism.kubelet.sync, () => {
      if (!node.isAlive) return
      node.isReady = true
      this.parts.onReady(node)
    })
  }

  /** A spot machine is wanted back: a warning, a replacement is asked for, and two minutes later it is gone. */
  reclaim(node: Node): void {
    const { kernel, mechanism } = this.context
    this.parts.pools.launch(node.group)
    if (mechanism.nodes.spotNoticeDrains) this.parts.evictions.drain(node)
    kernel.after(mechanism.nodes.spotNotice, () => this.stop(node, true))
  }

  private notReady(node: Node, gone: boolean): void {
    const { kernel, mechanism } = this.context
    const { losses } = node
    node.isReady = false
    for (const pod of node.pods) if (pod.isReady && !pod.isTerminating) this.parts.changes.unready(pod)
    if (gone) {
      kernel.after(mechanism.nodes.monitorPeriod, () => this.remove(node))
      return
    }
    kernel.after(mechanism.nodes.toleration, () => {
      if (node.losses !== losses) return
      for (const pod of [...node.pods]) this.parts.terminations.begin(pod)
    })
  }

  private remove(node: Node): void {
    const { kernel, mechanism, draws } = this.context
    this.parts.pools.remove(node)
    const u = draws === undefined ? 0.5 : draws.uniform(key(`${this.context.region.name}/${node.name}`), COLLECTION)
    kernel.after(durationQuantile(mechanism.nodes.podCollection, u), () => {
      for (const pod of [...node.pods]) this.parts.terminations.forget(pod)
    })
  }
}
