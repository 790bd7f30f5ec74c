import type { Pod } from './pod.ts'
import type { ProgressReason, Workload } from './workload.ts'

/** The pods of one service in one cluster, as they are at this instant; pods being deleted are only in `terminating`. */
export interface WorkloadStatus {
  readonly desired: number
  readonly replicas: number
  readonly ready: number
  readonly available: number
  readonly terminating: number
  /** Pods of the newest template. */
  readonly updated: number
  readonly updatedReady: number
  readonly updatedAvailable: number
  /** Pods created since the newest template was set. */
  readonly updatedCreated: number
  /** How many of those failed at least once: crashed, killed by a probe, lost readiness, could not pull, not ready in time. */
  readonly updatedFailed: number
  /** Pods of the newest template that failed and are not ready now. */
  readonly unavailableNew: number
  /** Pods that are on no node. */
  readonly unscheduled: number
  /** Ready pods by revision. */
  readonly readyByRevision: ReadonlyMap<string, number>
  /** Pods that traffic is sent to, and those of them that do not answer. */
  readonly endpoints: number
  readonly deadEndpoints: number
  /** Reason of the Deployment's `Progressing` condition, as last written. */
  readonly progressing: ProgressReason | undefined
}

/** Counts the pods of a workload. */
export function statusOf(workload: Workload): WorkloadStatus {
  const { current } = workload
  const readyByRevision = new Map<string, number>()
  let replicas = 0
  let unscheduled = 0
  for (const replicaSet of workload.replicaSets) {
    const { revision } = replicaSet.template
    replicas += replicaSet.pods.length
    unscheduled += count(replicaSet.pods, (pod) => pod.node === undefined)
    if (replicaSet.ready > 0) readyByRevision.set(revision, replicaSet.ready)
  }
  return {
    desired: workload.desired,
    replicas,
    ready: workload.ready,
    available: workload.available,
    terminating: workload.terminating,
    updated: current?.pods.length ?? 0,
    updatedReady: current?.ready ?? 0,
    updatedAvailable: current?.available ?? 0,
    updatedCreated: current === undefined ? 0 : current.created - current.createdBefore,
    updatedFailed: current?.failed ?? 0,
    unavailableNew: count(current?.pods ?? [], (pod) => pod.hasFailed && !pod.isReady),
    unscheduled,
    readyByRevision,
    endpoints: workload.endpoints,
    deadEndpoints: workload.deadEndpoints,
    progressing: workload.reason,
  }
}

function count(pods: readonly Pod[], holds: (pod: Pod) => boolean): number {
  let n = 0
  for (const pod of pods) if (holds(pod)) n++
  return n
}
