import type { MachineId, TimerId } from '../../../kernel/index.ts'
import type { Millis } from '../../../model/units.ts'
import type { ClusterContext } from './context.ts'
import { ReplicaSet } from './replica-set.ts'
import { archive, forgetBeyond } from './revision-history.ts'
import { newReplicas, scaleDownOld } from './rolling-update.ts'
import { addUp, isComplete, isProgressing, reasonAfter, sameCounts } from './rollout-status.ts'
import type { PodTemplate } from './template.ts'
import { TokenBucket } from './token-bucket.ts'
import { WorkQueue } from './work-queue.ts'
import type { RolloutStage, Workload } from './workload.ts'

const NO_TIMER = -1 as TimerId
/** Condition times are stored in whole seconds. */
const SECOND = 1_000

/**
 * The Deployment controller (pkg/controller/deployment): moves replicas from old ReplicaSets to that of the template, one step
 * a sync, and keeps the status.
 *
 * One sync makes its API calls one after another; what it decides is seen by others when the call is through. The progress
 * deadline only sets a reason in the status: nothing is rolled back, and any later progress clears it.
 */
export class DeploymentController {
  private readonly context: ClusterContext
  private readonly queue: WorkQueue
  private readonly calls: TokenBucket
  private readonly onScale: (slot: number) => void
  private readonly scaling: MachineId
  private readonly deadline: MachineId
  /** When the next call of the sync under way can be made. */
  private time: Millis = 0
  private born = 0
  private readonly freeSlots: number[] = []

  constructor(context: ClusterContext, onScale: (slot: number) => void) {
    const { kernel, mechanism } = context
    this.context = context
    this.onScale = onScale
    this.calls = new TokenBucket(mechanism.controlPlane.callsPerSecond, mechanism.controlPlane.callBurst)
    this.queue = new WorkQueue(kernel, mechanism.controlPlane.deploymentSyncs, this)
    this.scaling = kernel.machine((slot) => this.scaled(slot))
    this.deadline = kernel.machine((index) => {
      context.workloads[index]!.deadlineTimer = NO_TIMER
      this.enqueue(index)
    })
  }

  /** Asks for a sync of the Deployment at `index`. */
  enqueue(index: number): void {
    this.queue.add(index)
  }

  /** Adds a ReplicaSet of this template without replicas. */
  addReplicaSet(workload: Workload, template: PodTemplate): ReplicaSet {
    const { replicaSets, catalogue } = this.context
    const slot = this.freeSlots.pop() ?? replicaSets.length
    const replicaSet = new ReplicaSet(
      { slot, born: this.born++ },
      { workload, template, layers: catalogue.idsOf(template.image) },
    )
    replicaSets[slot] = replicaSet
    workload.replicaSets.push(replicaSet)
    workload.byRevision.set(template.revision, replicaSet)
    return replicaSet
  }

  /** Whether the status says that the newest template is fully rolled out. */
  isComplete(workload: Workload): boolean {
    return workload.reason === 'available' && isComplete(workload, workload.status)
  }

  /** @internal */
  sync(index: number): Millis {
    const { now } = this.context.kernel
    const workload = this.context.workloads[index]!
    this.time = now
    if (workload.template === undefined) return now
    workload.pendingGeneration = workload.generation
    if (workload.service.strategy.kind === 'recreate') this.recreate(workload)
    else this.roll(workload)
    this.writeStatus(workload)
    return this.time
  }

  /** @internal */
  finished(index: number): void {
    const workload = this.context.workloads[index]!
    if (workload.isWriting) {
      workload.isWriting = false
      const before = workload.status
      workload.status = workload.pending
      workload.pending = before
      const wasTimedOut = workload.reason === 'timed-out'
      workload.reason = workload.pendingReason
      if (workload.reason === 'timed-out' && !wasTimedOut) {
        workload.rollout?.fire(workload.rollout.progressDeadlineExceeded)
      }
    }
    if (workload.replicaSets.length > 1) archive(workload)
    if (workload.pendingGeneration !== workload.generation) return
    if (workload.reason === 'available') this.complete(workload)
    else if (workload.reason !== 'timed-out') this.armDeadline(workload)
  }

  private roll(workload: Workload): void {
    const current = workload.current ?? this.createReplicaSet(workload)
    this.renumber(workload, current)
    if (workload.stage !== undefined) {
      this.keepTo(workload.stage, workload, current)
      return
    }
    if (current.wanted !== workload.desired) {
      const replicas = current.wanted > workload.desired ? workload.desired : newReplicas(workload, current)
      if (replicas !== current.wanted) {
        this.scale(current, replicas)
        return
      }
    }
    if (!scaleDownOld(workload, current, this)) this.cleanUp(workload)
  }

  /** Replicas as a stage says, one ReplicaSet a sync, the new one first. */
  private keepTo(stage: RolloutStage, workload: Workload, current: ReplicaSet): void {
    if (current.wanted !== stage.replicas) {
      this.scale(current, stage.replicas)
      return
    }
    if (stage.keepsOld) return
    const old = workload.replicaSets.find((one) => one !== current && one.wanted > 0)
    if (old === undefined) this.cleanUp(workload)
    else this.scale(old, 0)
  }

  /** `rolloutRecreate`: a new pod only when no old one exists any more, those being deleted included. */
  private recreate(workload: Workload): void {
    const { current: found } = workload
    let isScaled = false
    let remaining = workload.terminating - (found === undefined ? 0 : found.total - found.pods.length)
    for (const replicaSet of workload.replicaSets) {
      if (replicaSet === found) continue
      remaining += replicaSet.pods.length
      if (replicaSet.wanted === 0) continue
      this.scale(replicaSet, 0)
      isScaled = true
    }
    if (isScaled || remaining > 0) return
    const current = found ?? this.createReplicaSet(workload)
    this.renumber(workload, current)
    if (current.wanted !== workload.desired) this.scale(current, workload.desired)
    else this.cleanUp(workload)
  }

  private createReplicaSet(workload: Workload): ReplicaSet {
    const replicaSet = this.addReplicaSet(workload, workload.template!)
    workload.current = replicaSet
    replicaSet.wanted = this.firstReplicas(workload, replicaSet)
    this.announce(replicaSet)
    workload.reason = 'new-replica-set'
    workload.pendingReason = 'new-replica-set'
    workload.progressedAt = this.second()
    this.call()
    return replicaSet
  }

  private firstReplicas(workload: Workload, replicaSet: ReplicaSet): number {
    if (workload.stage !== undefined) return workload.stage.replicas
    return workload.service.strategy.kind === 'recreate' ? workload.desired : newReplicas(workload, replicaSet)
  }

  /** A ReplicaSet that is found again gets the newest revision number. */
  private renumber(workload: Workload, replicaSet: ReplicaSet): void {
    if (replicaSet.revisionNumber === workload.generation) return
    replicaSet.revisionNumber = workload.generation
    this.call()
  }

  /** @internal */
  scale(replicaSet: ReplicaSet, replicas: number): void {
    replicaSet.wanted = replicas
    this.announce(replicaSet)
  }

  /** Writes the ReplicaSet and its Event; others see it when the call is through. */
  private announce(replicaSet: ReplicaSet): void {
    const { kernel, mechanism } = this.context
    this.call()
    kernel.schedule(this.time - kernel.now, this.scaling, replicaSet.slot)
    for (let i = 0; i < mechanism.controlPlane.callsPerEvent; i++) this.calls.reserve(this.time)
  }

  private scaled(slot: number): void {
    const replicaSet = this.context.replicaSets[slot]
    if (replicaSet === undefined) return
    replicaSet.spec = replicaSet.wanted
    this.onScale(slot)
    this.enqueue(replicaSet.workload.index)
  }

  private writeStatus(workload: Workload): void {
    const { status, pending } = workload
    addUp(workload, pending)
    const reason = reasonAfter(workload, pending, this.context.kernel.now)
    const isSame = reason === workload.reason && sameCounts(status, pending)
    if (isSame) return
    if (reason === 'updated' && isProgressing(status, pending)) workload.progressedAt = this.second()
    workload.pendingReason = reason
    workload.isWriting = true
    this.call()
  }

  private complete(workload: Workload): void {
    const { rollout, deadlineTimer } = workload
    const { kernel, mechanism } = this.context
    if (deadlineTimer !== NO_TIMER) {
      kernel.cancel(deadlineTimer)
      workload.deadlineTimer = NO_TIMER
    }
    if (!isComplete(workload, workload.status)) return
    rollout?.fire(rollout.complete)
    if (workload.history.length > mechanism.controlPlane.revisionHistory) this.enqueue(workload.index)
  }

  private armDeadline(workload: Workload): void {
    if (workload.deadlineTimer !== NO_TIMER || workload.reason === undefined) return
    const { kernel, mechanism } = this.context
    const at = workload.progressedAt + workload.progressDeadline + mechanism.controlPlane.timerSlack
    workload.deadlineTimer = kernel.schedule(Math.max(at - kernel.now, SECOND), this.deadline, workload.index)
  }

  /** Deletes the oldest idle ReplicaSets beyond the revision history, once the rollout is complete. */
  private cleanUp(workload: Workload): void {
    const { revisionHistory } = this.context.mechanism.controlPlane
    if (workload.history.length <= revisionHistory || !isComplete(workload, workload.status)) return
    for (const { slot } of forgetBeyond(workload, revisionHistory)) {
      this.call()
      this.context.replicaSets[slot] = undefined
      this.freeSlots.push(slot)
    }
  }

  private call(): void {
    this.time = this.calls.reserve(this.time) + this.context.mechanism.controlPlane.callLatency
  }

  private second(): Millis {
    return Math.floor(this.context.kernel.now / SECOND) * SECOND
  }
}
