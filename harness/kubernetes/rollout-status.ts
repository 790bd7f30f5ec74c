import { serverDate } from './server-time.ts'
import type { Workload } from './workload.ts'

/** How far a rollout is. */
export type RolloutStatus =
  | { readonly state: 'under-way'; readonly detail: string }
  | { readonly state: 'complete'; readonly since: Date | undefined }
  | { readonly state: 'stuck'; readonly since: Date | undefined; readonly detail: string }

/**
 * What `kubectl rollout status` says of a Deployment (kubectl, `polymorphichelpers/rollout_status.go`), for the generation that was
 * applied or a later one. A Rollout has more to say than its numbers: at a step that waits they may be those of a complete one.
 */
export function rolloutStatus(deployment: Workload, generation: number): RolloutStatus {
  const { spec, status } = deployment
  if ((status?.observedGeneration ?? 0) < generation)
    return { state: 'under-way', detail: 'not seen by the controller yet' }
  const progressing = status?.conditions?.find(({ type }) => type === 'Progressing')
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    const since = serverDate(progressing.lastUpdateTime)
    return { state: 'stuck', since, detail: progressing.message ?? 'the progress deadline has passed' }
  }
  const wanted = spec?.replicas ?? 1
  const [updated, replicas, available] = [
    status?.updatedReplicas ?? 0,
    status?.replicas ?? 0,
    status?.availableReplicas ?? 0,
  ]
  if (updated < wanted) return { state: 'under-way', detail: `${updated} of ${wanted} new pods were made` }
  if (replicas > updated) return { state: 'under-way', detail: `${replicas - updated} old pods are left` }
  if (available < updated) return { state: 'under-way', detail: `${available} of ${updated} new pods are available` }
  if (status?.phase !== undefined && status.phase !== 'Healthy') {
    return { state: 'under-way', detail: status.message ?? status.phase }
  }
  return { state: 'complete', since: serverDate(progressing?.lastUpdateTime) }
}
