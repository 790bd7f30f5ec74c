import type { Kernel } from '../../../kernel/index.ts'
import type { NodeGroup, Service } from '../../../model/fleet.ts'
import type { Millis } from '../../../model/units.ts'
import type { ClusterContext } from './context.ts'
import type { ImagePulls } from './image-pulls.ts'
import { type GroupFilter, NodeChoice } from './node-choice.ts'
import { NEXT, type Pod, PREPARING } from './pod.ts'
import type { PodChanges } from './pod-changes.ts'
import { TokenBucket } from './token-bucket.ts'

/**
 * kube-scheduler: one scheduling cycle after another, first come first served, and bindings at the pace of its API client.
 *
 * A pod that fits nowhere is tried again when something changes that could help (a pod gone, a node added, ready or uncordoned),
 * but not before its back-off of 1 s, doubling to 10 s, is over. Nothing is preempted.
 */
export class Scheduler {
  /** Pods that have been tried in vain and not been bound since. */
  readonly waiting: Pod[] = []
  /** Called when a pod was found to fit nowhere. */
  onUnschedulable: () => void = () => {}
  private readonly context: ClusterContext
  private readonly kernel: Kernel
  private readonly changes: PodChanges
  private readonly pulls: ImagePulls
  private readonly binds: TokenBucket
  private readonly choice = new NodeChoice()
  private readonly groups: GroupFilter[]
  private freeAt: Millis = 0

  constructor(context: ClusterContext, parts: { changes: PodChanges; pulls: ImagePulls }) {
    const { scheduler } = context.mechanism
    this.context = context
    this.kernel = context.kernel
    this.changes = parts.changes
    this.pulls = parts.pulls
    this.binds = new TokenBucket(scheduler.bindsPerSecond, scheduler.bindBurst)
    this.groups = context.workloads.map(({ service }) => allowedGroups(service, context.region.nodeGroups))
    context.clock.on(NEXT.schedule, (pod) => this.schedule(pod))
  }

  /** The node groups that the workload at `index` may use. */
  groupsOf(index: number): GroupFilter {
    return this.groups[index]!
  }

  /** Takes a pending pod into the queue, not before `at`. */
  enqueue(pod: Pod, at: Millis = this.kernel.now): void {
    const start = Math.max(at, at === this.kernel.now ? this.freeAt : at)
    const end = start + this.context.mechanism.scheduler.perPod
    if (at === this.kernel.now) this.freeAt = end
    this.context.clock.set(pod, NEXT.schedule, end)
  }

  /** Something has changed that may let unschedulable pods fit. */
  wake(): void {
    if (this.waiting.length === 0) return
    const { backOff, maxBackOff } = this.context.mechanism.scheduler
    for (const pod of this.waiting) {
      if (!pod.isParked) continue
      pod.isParked = false
      const pause = Math.min(backOff * 2 ** (pod.attempts - 1), maxBackOff)
      this.enqueue(pod, Math.max(this.kernel.now, pod.attemptedAt + pause))
    }
  }

  /** The pod was deleted before it was bound. */
  drop(pod: Pod): void {
    const index = this.waiting.indexOf(pod)
    if (index >= 0) this.waiting.splice(index, 1)
  }

  /** The node for a pod of the initial steady state, which is bound at once. */
  place(pod: Pod): boolean {
    const node = this.choice.choose(pod, this.context.nodesOf, this.groups[pod.workload.index]!)
    node?.bind(pod)
    return node !== undefined
  }

  private schedule(pod: Pod): void {
    const { now } = this.kernel
    pod.attempts++
    pod.attemptedAt = now
    if (!this.place(pod)) {
      if (pod.attempts === 1) this.waiting.push(pod)
      pod.isParked = true
      this.onUnschedulable()
      return
    }
    if (pod.attempts > 1) this.drop(pod)
    const boundAt = this.binds.reserve(now) + this.context.mechanism.controlPlane.callLatency
    this.changes.advanced(pod, 'scheduled')
    if (pod.node!.isAlive) this.pulls.prepare(pod, boundAt)
    else pod.phase = PREPARING
  }
}

function allowedGroups(service: Service, groups: readonly NodeGroup[]): boolean[] {
  return groups.map((group) => (service.nodeGroup === undefined ? !group.tainted : group.name === service.nodeGroup))
}
