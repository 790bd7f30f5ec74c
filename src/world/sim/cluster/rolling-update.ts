import type { ReplicaSet } from './replica-set.ts'
import type { Workload } from './workload.ts'

/*
 * The decisions of a rolling update, as pkg/controller/deployment/rolling.go and deployment_util.go take them. `wanted` is a
 * ReplicaSet's spec.replicas as the deployment controller has written it, `reported` its status as the ReplicaSet controller has
 * reported it, which may lag behind its pods.
 */

/** Who writes a ReplicaSet's new number of replicas. */
export interface Scaler {
  scale(replicaSet: ReplicaSet, replicas: number): void
}

/** Replicas that the new ReplicaSet may have now: all ReplicaSets together stay within desired + maxSurge (`NewRSNewReplicas`). */
export function newReplicas(workload: Workload, current: ReplicaSet | undefined): number {
  const existing = current?.wanted ?? 0
  let total = 0
  for (const replicaSet of workload.replicaSets) total += replicaSet.wanted
  const room = workload.desired + workload.maxSurge - total
  return room <= 0 ? existing : existing + Math.min(room, workload.desired - existing)
}

/**
 * Takes old replicas away, telling `scaler` of each ReplicaSet that changes; returns whether any did (`reconcileOldReplicaSets`).
 *
 * As many may go as leave at least desired − maxUnavailable counting every unavailable new pod as missing. Unavailable old pods
 * go first (`cleanupUnhealthyReplicas`), then available ones as long as the available pods exceed the minimum
 * (`scaleDownOldReplicaSetsForRollingUpdate`), oldest ReplicaSet first.
 */
export function scaleDownOld(workload: Workload, current: ReplicaSet, scaler: Scaler): boolean {
  let total = 0
  let old = 0
  for (const replicaSet of workload.replicaSets) {
    total += replicaSet.wanted
    if (replicaSet !== current) old += replicaSet.wanted
  }
  if (old === 0) return false
  const minAvailable = workload.desired - workload.maxUnavailable
  const newUnavailable = current.wanted - current.reported.available
  const limit = total - minAvailable - newUnavailable
  if (limit <= 0) return false
  const cleaned = cleanUpUnhealthy(workload, current, limit, scaler)
  if (cleaned < 0) return false
  const scaled = scaleDownAvailable(workload, current, minAvailable, scaler)
  return cleaned + scaled > 0
}

/** Returns how many went, or -1 where the real controller gives the sync up because a status lags behind a spec. */
function cleanUpUnhealthy(workload: Workload, current: ReplicaSet, limit: number, scaler: Scaler): number {
  let cleaned = 0
  for (const replicaSet of workload.replicaSets) {
    if (replicaSet === current || replicaSet.wanted === 0) continue
    if (cleaned >= limit) break
    const unhealthy = replicaSet.wanted - replicaSet.reported.available
    if (unhealthy === 0) continue
    if (unhealthy < 0) return -1
    const count = Math.min(limit - cleaned, unhealthy)
    scaler.scale(replicaSet, replicaSet.wanted - count)
    cleaned += count
  }
  return cleaned
}

function scaleDownAvailable(workload: Workload, current: ReplicaSet, minAvailable: number, scaler: Scaler): number {
  let available = 0
  for (const replicaSet of workload.replicaSets) {
    // Old ReplicaSets that were told to have none do not count, although their last pods may still be there.
    if (replicaSet === current || replicaSet.wanted > 0) available += replicaSet.reported.available
  }
  const limit = available - minAvailable
  let scaled = 0
  for (const replicaSet of workload.replicaSets) {
    if (replicaSet === current || replicaSet.wanted === 0) continue
    if (scaled >= limit) break
    const count = Math.min(replicaSet.wanted, limit - scaled)
    scaler.scale(replicaSet, replicaSet.wanted - count)
    scaled += count
  }
  return scaled
}
