import type { TimerId } from '../../../kernel/index.ts'
import type { NodeGroup } from '../../../model/fleet.ts'
import type { ClusterContext } from './context.ts'
import type { Evictions } from './evictions.ts'
import type { Node } from './node.ts'
import { fits } from './node-choice.ts'
import type { NodePools } from './node-pools.ts'
import type { Pod } from './pod.ts'
import type { Scheduler } from './scheduler.ts'
import type { Workload } from './workload.ts'

const NO_TIMER = -1 as TimerId

/** A node that is on its way, as the autoscaler imagines it. */
interface UpcomingNode {
  readonly group: number
  cpuFree: number
  memoryFree: number
  readonly workloads: Set<Workload>
}

/**
 * Cluster autoscaler: a scan every 10 s finds unschedulable pods, counts how many new nodes they need beyond those on their way
 * (first fit), and asks for them within the maximum of the group; pods without a group get the first untainted one with room.
 *
 * It removes nodes again when a group has more than its `desired` nodes, which is taken as the steady state: a node requested
 * below 50 % for 10 minutes, whose pods fit elsewhere, is drained and deleted, one at a time. Scans that cannot find anything
 * new are not simulated.
 */
export class Autoscaler {
  private readonly context: ClusterContext
  private readonly scheduler: Scheduler
  private readonly pools: NodePools
  private readonly evictions: Evictions
  private readonly upcoming: UpcomingNode[] = []
  private scanTimer = NO_TIMER
  private readonly shrinkTimers: TimerId[]
  private isDraining = false

  constructor(context: ClusterContext, parts: { scheduler: Scheduler; pools: NodePools; evictions: Evictions }) {
    this.context = context
    this.scheduler = parts.scheduler
    this.pools = parts.pools
    this.evictions = parts.evictions
    this.shrinkTimers = context.region.nodeGroups.map(() => NO_TIMER)
  }

  /** A pod was found to fit nowhere. */
  podPending(): void {
    const { kernel, mechanism } = this.context
    if (!mechanism.autoscaler.enabled || this.scanTimer !== NO_TIMER) return
    const { scan } = mechanism.autoscaler
    this.scanTimer = kernel.after(scan - (kernel.now % scan), () => this.scan())
  }

  /** A node has joined. */
  nodeJoined(node: Node): void {
    const index = this.upcoming.findIndex(({ group }) => group === node.group)
    if (index >= 0) this.upcoming.splice(index, 1)
    this.watch(node.group)
  }

  /** A pod is gone from this node, so it may be unneeded from now on. */
  podGone(node: Node): void {
    if (this.isSurplus(node.group)) this.watch(node.group)
  }

  private scan(): void {
    this.scanTimer = NO_TIMER
    for (const pod of this.scheduler.waiting) {
      if (!this.hasRoomNow(pod) && !this.fitsUpcoming(pod)) this.grow(pod)
    }
  }

  private hasRoomNow(pod: Pod): boolean {
    const groups = this.scheduler.groupsOf(pod.workload.index)
    return this.context.nodes.some((node) => groups[node.group]! && fits(node, pod.workload))
  }

  private fitsUpcoming(pod: Pod): boolean {
    const groups = this.scheduler.groupsOf(pod.workload.index)
    const node = this.upcoming.find((one) => groups[one.group]! && takes(one, pod))
    if (node !== undefined) reserve(node, pod)
    return node !== undefined
  }

  private grow(pod: Pod): void {
    const groups = this.scheduler.groupsOf(pod.workload.index)
    const { nodeGroups } = this.context.region
    for (let group = 0; group < nodeGroups.length; group++) {
      if (!groups[group]! || this.pools.size(group) >= nodeGroups[group]!.max) continue
      const node = this.imagine(group, nodeGroups[group]!)
      if (!takes(node, pod)) continue
      reserve(node, pod)
      this.upcoming.push(node)
      this.pools.launch(group)
      return
    }
  }

  private imagine(group: number, of: NodeGroup): UpcomingNode {
    const { reservedCpuMilli, reservedMemoryMiB } = this.context.mechanism.nodes
    return {
      group,
      cpuFree: of.cpuMilli - reservedCpuMilli,
      memoryFree: of.memoryMiB - reservedMemoryMiB,
      workloads: new Set(),
    }
  }

  private isSurplus(group: number): boolean {
    return this.pools.size(group) > this.context.region.nodeGroups[group]!.desired
  }

  private watch(group: number): void {
    const { kernel, mechanism } = this.context
    if (!mechanism.autoscaler.enabled || this.shrinkTimers[group] !== NO_TIMER) return
    this.shrinkTimers[group] = kernel.after(mechanism.autoscaler.unneeded, () => this.shrink(group))
  }

  private shrink(group: number): void {
    const { kernel, mechanism, nodes } = this.context
    this.shrinkTimers[group] = NO_TIMER
    if (!this.isSurplus(group)) return
    const candidates = nodes.filter((node) => node.group === group && node.isReady && !node.isCordoned)
    const low = candidates.filter((node) => node.utilisation < mechanism.autoscaler.unneededBelow)
    const unneeded = low
      .filter((node) => kernel.now - node.neededAt >= mechanism.autoscaler.unneeded && this.canMove(node))
      .sort((a, b) => a.utilisation - b.utilisation)[0]
    const isEarly = low.some((node) => kernel.now - node.neededAt < mechanism.autoscaler.unneeded)
    if (isEarly || unneeded !== undefined) this.watch(group)
    if (unneeded === undefined || this.isDraining) return
    this.isDraining = true
    this.evictions.drain(unneeded, () => {
      this.isDraining = false
      this.pools.remove(unneeded)
    })
  }

  /** Every pod of the node fits on some other node, one by one. */
  private canMove(node: Node): boolean {
    return node.pods.every((pod) => {
      const groups = this.scheduler.groupsOf(pod.workload.index)
      return this.context.nodes.some((other) => other !== node && groups[other.group]! && fits(other, pod.workload))
    })
  }
}

function takes(node: UpcomingNode, pod: Pod): boolean {
  const { requests, antiAffinity } = pod.workload.service
  if (requests.cpuMilli > node.cpuFree || requests.memoryMiB > node.memoryFree) return false
  return antiAffinity === 'none' || !node.workloads.has(pod.workload)
}

function reserve(node: UpcomingNode, pod: Pod): void {
  node.cpuFree -= pod.workload.service.requests.cpuMilli
  node.memoryFree -= pod.workload.service.requests.memoryMiB
  node.workloads.add(pod.workload)
}
