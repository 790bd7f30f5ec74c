import type { Millis } from '../../../model/units.ts'
import type { Counts, ProgressReason, Workload } from './workload.ts'

/** Adds up what the ReplicaSets have reported (`calculateStatus` in pkg/controller/deployment/sync.go). */
export function addUp(workload: Workload, into: Counts): void {
  into.replicas = 0
  into.ready = 0
  into.available = 0
  for (const { reported } of workload.replicaSets) {
    into.replicas += reported.replicas
    into.ready += reported.ready
    into.available += reported.available
  }
  into.updated = workload.current?.reported.replicas ?? 0
}

/** All desired replicas are updated and available, and no other pod is left (`DeploymentComplete`). */
export function isComplete(workload: Workload, counts: Counts): boolean {
  const { desired } = workload
  return counts.updated === desired && counts.replicas === desired && counts.available === desired
}

/** More new pods, fewer old ones, or more that are ready or available than the status says (`DeploymentProgressing`). */
export function isProgressing(before: Counts, after: Counts): boolean {
  return (
    after.updated > before.updated ||
    after.replicas - after.updated < before.replicas - before.updated ||
    after.ready > before.ready ||
    after.available > before.available
  )
}

/** Progress was last seen longer ago than the deadline allows (`DeploymentTimedOut`). */
export function isTimedOut(workload: Workload, now: Millis): boolean {
  if (workload.reason === undefined || workload.reason === 'available') return false
  return workload.reason === 'timed-out' || workload.progressedAt + workload.progressDeadline < now
}

/**
 * The reason of the `Progressing` condition after a sync that found `after` (`syncRolloutStatus` in progress.go); a Deployment
 * that was complete and has only new pods is not judged again.
 */
export function reasonAfter(workload: Workload, after: Counts, now: Millis): ProgressReason | undefined {
  if (workload.reason === 'available' && after.replicas === after.updated) return workload.reason
  if (isComplete(workload, after)) return 'available'
  if (isProgressing(workload.status, after)) return 'updated'
  return isTimedOut(workload, now) ? 'timed-out' : workload.reason
}

/** Whether two statuses say the same. */
export function sameCounts(a: Counts, b: Counts): boolean {
  return a.replicas === b.replicas && a.updated === b.updated && a.ready === b.ready && a.available === b.available
}
