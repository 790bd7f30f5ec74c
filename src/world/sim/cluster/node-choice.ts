import type { Node } from './node.ts'
import type { Pod } from './pod.ts'
import type { Workload } from './workload.ts'

const TIE = 0x9e3779b1

/** Whether the pods of this workload may run in each node group, by the group's position. */
export type GroupFilter = readonly boolean[]

/**
 * Chooses nodes as the default profile of kube-scheduler does.
 *
 * Filters: readiness and cordon, node group (a tainted group takes only services that name it), required anti-affinity by
 * host name (pods being deleted count until they are gone), requests against what is allocatable, pods a node.
 * Scores: `NodeResourcesFit` with LeastAllocated, `NodeResourcesBalancedAllocation`, and twice `PodTopologySpread` with its
 * default host-name constraint (pods being deleted do not count). `ImageLocality` is left out (a new image is nowhere yet, and
 * its weight is small afterwards), as are zones, which fleets do not have. Equal scores are broken by a hash of pod and node,
 * where the real scheduler throws a die.
 */
export class NodeChoice {
  private readonly feasible: Node[] = []

  /** The node for the pod, of the nodes by group, or undefined when it is unschedulable. */
  choose(pod: Pod, nodesOf: readonly (readonly Node[])[], groups: GroupFilter): Node | undefined {
    const { workload } = pod
    const { feasible } = this
    const { cpuMilli, memoryMiB } = workload.service.requests
    let count = 0
    let least = Number.POSITIVE_INFINITY
    let most = 0
    for (let group = 0; group < groups.length; group++) {
      if (!groups[group]!) continue
      for (const node of nodesOf[group]!) {
        if (!fits(node, workload)) continue
        feasible[count++] = node
        const pods = node.activeOf[workload.index]!
        if (pods < least) least = pods
        if (pods > most) most = pods
      }
    }
    if (count === 0) return undefined
    const weight = Math.log(count + 2)
    const spreadLeast = least * weight + 2
    const spreadMost = most * weight + 2
    let best: Node | undefined
    let bestScore = -1
    let bestTie = 0
    for (let i = 0; i < count; i++) {
      const node = feasible[i]!
      const cpu = (node.cpuUsed + cpuMilli) / node.cpuMilli
      const memory = (node.memoryUsed + memoryMiB) / node.memoryMiB
      const fit = Math.floor(50 * (1 - cpu) + 50 * (1 - memory))
      const balance = Math.floor(100 * (1 - Math.abs(cpu - memory) / 2))
      const spread = node.activeOf[workload.index]! * weight + 2
      const score = fit + balance + 2 * Math.floor((100 * (spreadMost + spreadLeast - spread)) / spreadMost)
      if (score < bestScore) continue
      const tie = Math.imul(pod.entity ^ node.phase, TIE) >>> 0
      if (score === bestScore && tie <= bestTie) continue
      best = node
      bestScore = score
      bestTie = tie
    }
    return best
  }
}

/** Whether a pod of the workload, which may run in the node's group, can be placed on the node right now. */
export function fits(node: Node, workload: Workload): boolean {
  const { requests, antiAffinity } = workload.service
  return (
    node.isReady &&
    !node.isCordoned &&
    node.cpuUsed + requests.cpuMilli <= node.cpuMilli &&
    node.memoryUsed + requests.memoryMiB <= node.memoryMiB &&
    node.pods.length < node.maxPods &&
    (antiAffinity === 'none' || node.countOf[workload.index] === 0)
  )
}
