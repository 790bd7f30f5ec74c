import type { V1ContainerStatus, V1Deployment, V1Pod } from '@kubernetes/client-node'
import { REVISION_LABEL } from '../../../harness/charts/names.ts'

/** A pod as the API server shows it, with a container in this state. */
export function podWith(
  uid: string,
  container: Partial<V1ContainerStatus>,
  of: { ready?: boolean; deleted?: boolean } = {},
): V1Pod {
  return {
    metadata: { name: uid, uid, ...(of.deleted === true ? { deletionTimestamp: new Date() } : {}) },
    status: {
      conditions: [{ type: 'Ready', status: of.ready === true ? 'True' : 'False' }],
      containerStatuses: [
        { name: 'service', image: '', imageID: '', ready: of.ready === true, restartCount: 0, ...container },
      ],
    },
  }
}

export const running = (uid: string, ready: boolean): V1Pod =>
  podWith(uid, { started: true, state: { running: {} } }, { ready })
export const starting = (uid: string): V1Pod => podWith(uid, { started: false, state: { running: {} } })
export const waiting = (uid: string, reason: string): V1Pod => podWith(uid, { state: { waiting: { reason } } })
export const crashed = (uid: string): V1Pod =>
  podWith(uid, { started: false, state: { terminated: { exitCode: 1, reason: 'Error' } } })

/** A Deployment of a revision, `available` of whose two replicas are new and available. */
export function deploymentOf(
  revision: string,
  of: { readonly available: number; readonly isStuck?: boolean },
): V1Deployment {
  const reason = of.isStuck === true ? 'ProgressDeadlineExceeded' : 'ReplicaSetUpdated'
  return {
    metadata: { generation: 1 },
    spec: {
      replicas: 2,
      selector: {},
      template: { metadata: { labels: { [REVISION_LABEL]: revision } } },
    },
    status: {
      observedGeneration: 1,
      updatedReplicas: of.available,
      replicas: 2,
      availableReplicas: of.available,
      conditions: [{ type: 'Progressing', status: 'True', reason }],
    },
  }
}
