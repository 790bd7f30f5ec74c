import { setTimeout as pause } from 'node:timers/promises'
import type { V1StatefulSet } from '@kubernetes/client-node'
import { AppsV1Api } from '@kubernetes/client-node'
import type { ClusterConnection } from '../kubernetes/connection.ts'
import { mergeObject } from '../kubernetes/merge.ts'
import { untilControllersReady } from './controllers.ts'
import { APPLICATION_CONTROLLER, ARGOCD_NAMESPACE } from './names.ts'

const POLL_MS = 250

/** Scales the application controller to zero: nothing is compared and nothing synced, until {@link startController}. Resolves when it is gone. */
export async function stopController(connection: ClusterConnection, signal: AbortSignal): Promise<void> {
  await scale(connection, 0, signal)
  const api = connection.api(AppsV1Api, signal)
  const replicas = async (): Promise<number> => {
    const of: V1StatefulSet = await api.readNamespacedStatefulSet({
      namespace: ARGOCD_NAMESPACE,
      name: APPLICATION_CONTROLLER,
    })
    return of.status?.replicas ?? 0
  }
  while ((await replicas()) > 0) await pause(POLL_MS, undefined, { signal })
}

/** Ends {@link stopController}; resolves when the controller is ready. Not an error when it never stopped. */
export async function startController(connection: ClusterConnection, signal: AbortSignal): Promise<void> {
  await scale(connection, 1, signal)
  await untilControllersReady(connection, signal)
}

async function scale(connection: ClusterConnection, replicas: number, signal: AbortSignal): Promise<void> {
  const metadata = { name: APPLICATION_CONTROLLER, namespace: ARGOCD_NAMESPACE }
  await mergeObject(connection, { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { replicas } }, signal)
}
