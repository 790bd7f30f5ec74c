import { durationQuantile, key } from '../../../random/index.ts'
import type { Containers } from './containers.ts'
import type { ClusterContext } from './context.ts'
import type { Endpoints } from './endpoints.ts'
import { NEXT, type Pod, RUNNING } from './pod.ts'
import type { PodChanges } from './pod-changes.ts'

const TEAR_DOWN = key('cluster/tear-down')

/** What terminations need of others. */
export interface TerminationParts {
  readonly changes: PodChanges
  readonly endpoints: Endpoints
  readonly containers: Containers
}

/**
 * The end of a pod that was deleted from the API. Two things race from that instant: the endpoints forget it, and the kubelet
 * runs preStop and then sends SIGTERM, whereupon the process takes no more requests. It is killed when the grace period, which
 * preStop is part of, is over (but gets 2 s after SIGTERM in any case), and its place on the node is free once it is torn down.
 */
export class Terminations {
  private readonly context: ClusterContext
  private readonly parts: TerminationParts

  constructor(context: ClusterContext, parts: TerminationParts) {
    this.context = context
    this.parts = parts
    context.clock.on(NEXT.sigterm, (pod) => this.sigterm(pod))
    context.clock.on(NEXT.gone, (pod) => parts.changes.gone(pod))
  }

  /** Sets the deletion timestamp. Deleting twice changes nothing. */
  begin(pod: Pod): void {
    if (pod.isTerminating) return
    const { kernel, clock, mechanism } = this.context
    const forgottenAt = this.parts.changes.terminating(pod)
    clock.clear(pod)
    if (pod.node === undefined) {
      this.parts.changes.gone(pod)
      return
    }
    if (!pod.node.isAlive) return
    const seenAt = kernel.now + mechanism.kubelet.sync
    if (pod.phase !== RUNNING) {
      this.tearDown(pod, Math.max(seenAt, pod.exitedAt))
      return
    }
    const { preStopMs, terminationGraceMs } = pod.workload.service
    const sigtermAt = seenAt + Math.min(preStopMs, terminationGraceMs)
    if (pod.isInEndpoints && sigtermAt < forgottenAt) clock.set(pod, NEXT.sigterm, sigtermAt)
    else this.stop(pod, sigtermAt)
  }

  /** The kubelet of a node that came back finds a pod that was deleted meanwhile: its processes are gone already. */
  finish(pod: Pod): void {
    this.tearDown(pod, this.context.kernel.now + this.context.mechanism.kubelet.sync)
  }

  /** Removes a pod from the API without its kubelet: what pod collection does when the node is gone. */
  forget(pod: Pod): void {
    if (!pod.isTerminating) this.parts.changes.terminating(pod)
    this.context.clock.clear(pod)
    this.parts.changes.gone(pod)
  }

  private sigterm(pod: Pod): void {
    this.parts.endpoints.setServing(pod, false)
    this.stop(pod, this.context.kernel.now)
  }

  private stop(pod: Pod, sigtermAt: number): void {
    const { preStopMs, terminationGraceMs } = pod.workload.service
    const grace = Math.max(
      terminationGraceMs - Math.min(preStopMs, terminationGraceMs),
      this.context.mechanism.kubelet.minGrace,
    )
    this.tearDown(pod, sigtermAt + this.parts.containers.shutdown(pod, grace))
  }

  private tearDown(pod: Pod, exitAt: number): void {
    const { draws, slow = 1 } = pod.template
    const u = draws.uniform(pod.entity, TEAR_DOWN)
    const duration = Math.round(durationQuantile(this.context.mechanism.kubelet.tearDown, u) * slow)
    this.context.clock.set(pod, NEXT.gone, exitAt + duration)
  }
}
