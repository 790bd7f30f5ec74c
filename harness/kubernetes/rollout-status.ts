import type { V1Deployment } from '@kubernetes/client-node'
import { serverDate } from './server-time.ts'

/** How far a rollout is. */
export type RolloutStatus =
  | { readonly state: 'under-way'; readonly detail: string }
  | { readonly state: 'complete'; readonly since: Date | undefined }
  | { readonly state: 'stuck'; readonly since: Date | undefined; readonly detail: string }

/**
 * What `kubectl rollout status` says of a Deployment (kubectl, `polymorphichelpers/rollout_status.go`), for the generation that was
 * applied or a later one.
 */
export function rolloutStatus(deployment: V1Deployment, generation: number): RolloutStatus {
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
  return { state: 'complete', since: serverDate(progressing?.lastUpdateTime) }
}
