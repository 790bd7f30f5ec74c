import type { ClusterContext } from './context.ts'
import type { Node } from './node.ts'
import { PENDING, type Pod, PREPARING } from './pod.ts'
import type { Terminations } from './terminations.ts'

/**
 * Draining nodes through the eviction API. Each service with more than one replica has a PodDisruptionBudget: an eviction is
 * refused while it would leave fewer ready pods than desired − maxUnavailable, and asked for again every 5 s. Rolling updates,
 * crashes and lost nodes do not ask, so no budget limits them (https://kubernetes.io/docs/concepts/workloads/pods/disruptions).
 */
export class Evictions {
  private readonly context: ClusterContext
  private readonly terminations: Terminations
  private readonly waiting = new Map<Node, () => void>()

  constructor(context: ClusterContext, terminations: Terminations) {
    this.context = context
    this.terminations = terminations
  }

  /** Whether the budget of its service lets this pod be evicted now. */
  allows(pod: Pod): boolean {
    const { workload, phase } = pod
    if (workload.desired <= 1 || phase === PENDING || phase === PREPARING) return true
    const needed = workload.desired - this.context.mechanism.eviction.maxUnavailable
    return (pod.isReady ? workload.ready - 1 : workload.ready) >= needed
  }

  /** Takes no new pods on the node and evicts those that are there; calls `emptied` when the last one is gone. */
  drain(node: Node, emptied: () => void = () => {}): void {
    node.isCordoned = true
    this.waiting.set(node, emptied)
    this.evict(node)
    this.podGone(node)
  }

  /** Stops evicting and takes pods again. */
  uncordon(node: Node): void {
    node.isCordoned = false
    this.waiting.delete(node)
  }

  /** A pod of the node is gone. */
  podGone(node: Node): void {
    if (node.pods.length > 0) return
    const emptied = this.waiting.get(node)
    if (emptied === undefined) return
    this.waiting.delete(node)
    emptied()
  }

  private evict(node: Node): void {
    if (!this.waiting.has(node) || !node.isAlive) return
    let refused = 0
    for (const pod of [...node.pods]) {
      if (pod.isTerminating) continue
      if (this.allows(pod)) this.terminations.begin(pod)
      else refused++
    }
    if (refused > 0) this.context.kernel.after(this.context.mechanism.eviction.retry, () => this.evict(node))
  }
}
