import type { Kernel } from '../../../kernel/index.ts'
import type { NodeGroup, Service } from '../../../model/fleet.ts'
import type { Millis } from '../../../model/units.ts'
import type { ClusterContext } from './context.ts'
import type { ImagePulls } from './image-pulls.ts'
import { type GroupFilter, NodeChoice } from './node-choice.ts'
import { NEXT, PENDING, type Pod } from './pod.ts'
import type { PodChanges } from './pod-changes.ts'
import { TokenBucket } from './token-bucket.ts'

/**
 * kube-scheduler: one scheduling cycle after another, first come first served, and bindings at the pace of its API client.
 *
 * A pod that fits nowhere is tried again when something changes that could help (a pod gone, a node added, ready or uncordoned),
 * but not before its back-off of 1 s, doubling to 10 s, is over. Nothing is preempted.
 */
export class Scheduler {
  /** Pods that fit nowhere at present. */
  readonly unschedulable: Pod[] = []
  /** Called when a pod was found to fit nowhere. */
  onUnschedulable: (pod: Pod) => void = () => {}
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
    if (this.unschedulable.length === 0) return
    const { backOff, maxBackOff } = this.context.mechanism.scheduler
    for (const pod of this.unschedulable) {
      const pause = Math.min(backOff * 2 ** (pod.attempts - 1), maxBackOff)
      this.enqueue(pod, Math.max(this.kernel.now, pod.attemptedAt + pause))
    }
    this.unschedulable.length = 0
  }

  /** The pod was deleted before it was bound. */
  drop(pod: Pod): void {
    const index = this.unschedulable.indexOf(pod)
    if (index >= 0) this.unschedulable.splice(index, 1)
  }

  /** The node for a pod of the initial steady state, which is bound at once. */
  place(pod: Pod): boolean {
    const node = this.choice.choose(pod, this.context.nodes, this.groups[pod.workload.index]!)
    node?.bind(pod)
    return node !== undefined
  }

  private schedule(pod: Pod): void {
    const { now } = this.kernel
    pod.attempts++
    pod.attemptedAt = now
    if (pod.phase !== PENDING || !this.place(pod)) {
      this.unschedulable.push(pod)
      this.onUnschedulable(pod)
      return
    }
    const boundAt = this.binds.reserve(now) + this.context.mechanism.controlPlane.callLatency
    this.changes.advanced(pod, 'scheduled')
    this.pulls.prepare(pod, boundAt)
  }
}

function allowedGroups(service: Service, groups: readonly NodeGroup[]): boolean[] {
  return groups.map((group) => (service.nodeGroup === undefined ? !group.tainted : group.name === service.nodeGroup))
}
