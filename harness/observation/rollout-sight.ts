import { objectName, REVISION_LABEL } from '../charts/names.ts'
import type { PlaceWatch } from '../kubernetes/place-watch.ts'
import { type RolloutStatus, rolloutStatus } from '../kubernetes/rollout-status.ts'
import type { Workload } from '../kubernetes/workload.ts'
import type { Release } from '../releases/releases.ts'

/** What can be seen of the pods and Deployments of one place. */
export type PlaceSight = Pick<PlaceWatch, 'pods' | 'deployment'>

/** How far the rollout of a release is; undefined while its Deployment does not name this revision. */
export function statusOf(release: Release, sight: PlaceSight): RolloutStatus | undefined {
  const deployment = sight.deployment(objectName(release.service))
  if (deployment === undefined || revisionOf(deployment) !== release.revision) return undefined
  return rolloutStatus(deployment, deployment.metadata?.generation ?? 0)
}

const revisionOf = (deployment: Workload): string | undefined =>
  deployment.spec?.template.metadata?.labels?.[REVISION_LABEL]
