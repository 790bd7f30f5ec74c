import type { MachineId } from '../../../kernel/index.ts'
import type { Millis } from '../../../model/units.ts'
import type { Containers } from './containers.ts'
import type { ClusterContext } from './context.ts'
import { podsToDelete } from './deletion-order.ts'
import type { PodChanges } from './pod-changes.ts'
import type { ReplicaSet } from './replica-set.ts'
import type { Scheduler } from './scheduler.ts'
import type { Terminations } from './terminations.ts'
import { TokenBucket } from './token-bucket.ts'
import { WorkQueue } from './work-queue.ts'

/** What the controller needs of others. */
export interface ReplicaSetParts {
  readonly changes: PodChanges
  readonly containers: Containers
  readonly terminations: Terminations
  readonly scheduler: Scheduler
  /** A status was reported that the deployment controller has not seen. */
  readonly onReport: (replicaSet: ReplicaSet) => void
}

/**
 * The ReplicaSet controller (pkg/controller/replicaset): creates and deletes pods until as many exist as its spec says, and
 * reports how many are ready and available.
 *
 * Pods are created in batches of 1, 2, 4, 8 …, each batch at once and the next when it is done; deleted all at once. Every call
 * takes a token of the controller's API client and so does the Event that goes with it. While a ReplicaSet is worked on its
 * changes wait, and it creates or deletes nothing more before it has seen what it asked for (`ControllerExpectations`).
 */
export class ReplicaSetController {
  private readonly context: ClusterContext
  private readonly parts: ReplicaSetParts
  private readonly queue: WorkQueue
  private readonly calls: TokenBucket
  private readonly creation: MachineId
  private readonly deletion: MachineId

  constructor(context: ClusterContext, parts: ReplicaSetParts) {
    const { kernel, mechanism } = context
    this.context = context
    this.parts = parts
    this.calls = new TokenBucket(mechanism.controlPlane.callsPerSecond, mechanism.controlPlane.callBurst)
    this.queue = new WorkQueue(kernel, mechanism.controlPlane.replicaSetSyncs, this)
    this.creation = kernel.machine((slot) => this.create(slot))
    this.deletion = kernel.machine((slot) => this.delete(slot))
  }

  /** Asks for a sync of the ReplicaSet in `slot`. */
  enqueue(slot: number): void {
    this.queue.add(slot)
  }

  /** @internal */
  sync(slot: number): Millis {
    const { now } = this.context.kernel
    const replicaSet = this.context.replicaSets[slot]
    if (replicaSet === undefined) return now
    const { pending, reported } = replicaSet
    pending.replicas = replicaSet.pods.length
    pending.ready = replicaSet.ready
    pending.available = replicaSet.available
    pending.observed = replicaSet.spec
    pending.isDue =
      pending.replicas !== reported.replicas ||
      pending.ready !== reported.ready ||
      pending.available !== reported.available ||
      pending.observed !== replicaSet.observed
    const surplus = replicaSet.expected > 0 ? 0 : replicaSet.pods.length - replicaSet.spec
    let end = now
    if (surplus < 0) end = this.createPods(replicaSet, -surplus)
    else if (surplus > 0) end = this.deletePods(replicaSet, surplus)
    return pending.isDue ? this.call(end) : end
  }

  /** @internal */
  finished(slot: number): void {
    const replicaSet = this.context.replicaSets[slot]
    if (replicaSet === undefined || !replicaSet.pending.isDue) return
    const { pending, reported } = replicaSet
    pending.isDue = false
    reported.replicas = pending.replicas
    reported.ready = pending.ready
    reported.available = pending.available
    replicaSet.observed = pending.observed
    this.parts.onReport(replicaSet)
  }

  private createPods(replicaSet: ReplicaSet, count: number): Millis {
    const { kernel, mechanism } = this.context
    let batchStart = kernel.now
    let remaining = count
    for (let size = mechanism.controlPlane.slowStartBatch; remaining > 0; size *= 2) {
      let batchEnd = batchStart
      for (let i = Math.min(size, remaining); i > 0; i--) {
        const createdAt = this.callWithEvent(batchStart)
        if (createdAt > batchEnd) batchEnd = createdAt
        kernel.schedule(createdAt - kernel.now, this.creation, replicaSet.slot)
        replicaSet.expected++
        remaining--
      }
      batchStart = batchEnd
    }
    return batchStart
  }

  private deletePods(replicaSet: ReplicaSet, count: number): Millis {
    const { kernel, pods } = this.context
    let end = kernel.now
    for (const pod of podsToDelete(replicaSet.pods, count, kernel.now)) {
      end = Math.max(end, this.callWithEvent(kernel.now))
      pods.pin(pod)
      replicaSet.expected++
      kernel.schedule(end - kernel.now, this.deletion, pod.slot)
    }
    return end
  }

  private create(slot: number): void {
    const replicaSet = this.context.replicaSets[slot]
    if (replicaSet === undefined) return
    replicaSet.expected--
    const pod = this.context.pods.create(replicaSet, this.context.kernel.now)
    this.parts.containers.affect(pod)
    this.parts.changes.created(pod)
    this.parts.scheduler.enqueue(pod)
  }

  private delete(slot: number): void {
    const pod = this.context.pods.at(slot)
    pod.replicaSet.expected--
    this.parts.terminations.begin(pod)
    this.context.pods.unpin(pod)
  }

  /** A call that is made at `time`: when its effect is seen. */
  private call(time: Millis): Millis {
    return this.calls.reserve(time) + this.context.mechanism.controlPlane.callLatency
  }

  private callWithEvent(time: Millis): Millis {
    const { callsPerEvent, callLatency } = this.context.mechanism.controlPlane
    const madeAt = this.calls.reserve(time)
    for (let i = 0; i < callsPerEvent; i++) this.calls.reserve(madeAt)
    return madeAt + callLatency
  }
}
