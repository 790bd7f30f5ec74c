import type { ReplicaSet } from './replica-set.ts'
import type { Workload } from './workload.ts'

/** The ReplicaSet of this revision, brought back from the history if it is there; undefined when there is none. */
export function findRevision(workload: Workload, revision: string): ReplicaSet | undefined {
  const found = workload.byRevision.get(revision)
  if (found === undefined || workload.replicaSets.includes(found)) return found
  workload.history.splice(workload.history.indexOf(found), 1)
  workload.replicaSets.push(found)
  workload.replicaSets.sort((a, b) => a.born - b.born)
  return found
}

/** Moves ReplicaSets that have become idle to the history; the one of the template stays. */
export function archive(workload: Workload): void {
  const { replicaSets, history, current } = workload
  for (let i = replicaSets.length - 1; i >= 0; i--) {
    const replicaSet = replicaSets[i]!
    if (replicaSet === current || !replicaSet.isIdle) continue
    replicaSets.splice(i, 1)
    history.push(replicaSet)
  }
}

/** Takes the ReplicaSets with the lowest revision numbers beyond `limit` out of the history (`cleanupDeployment`). */
export function forgetBeyond(workload: Workload, limit: number): ReplicaSet[] {
  const { history, byRevision } = workload
  if (history.length <= limit) return []
  history.sort((a, b) => a.revisionNumber - b.revisionNumber)
  const forgotten = history.splice(0, history.length - limit)
  for (const { template } of forgotten) byRevision.delete(template.revision)
  return forgotten
}
