import { AppsV1Api } from '@kubernetes/client-node'
import type { ClusterConnection } from '../kubernetes/connection.ts'
import { untilInstalled } from '../kubernetes/install.ts'
import { APPLICATION_CONTROLLER, ARGOCD_NAMESPACE, REDIS, REPO_SERVER } from './names.ts'

/** Waits until all of Argo CD's controllers are ready. */
export async function untilControllersReady(connection: ClusterConnection, signal: AbortSignal): Promise<void> {
  await untilInstalled(async () => (await unreadyControllers(connection, signal)).length === 0, {
    what: 'Argo CD',
    namespace: ARGOCD_NAMESPACE,
    remedy: 'look at its pods: an image that cannot be pulled can be replaced with SEATRIAL_ARGOCD_IMAGE',
    signal,
  })
}

/** Names of the controllers that are not ready. */
export async function unreadyControllers(
  connection: ClusterConnection,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const api = connection.api(AppsV1Api, signal)
  const namespace = ARGOCD_NAMESPACE
  const controllers = await Promise.all([
    api.readNamespacedStatefulSet({ namespace, name: APPLICATION_CONTROLLER }),
    api.readNamespacedDeployment({ namespace, name: REPO_SERVER }),
    api.readNamespacedDeployment({ namespace, name: REDIS }),
  ])
  return controllers.filter((controller) => !isReady(controller)).map(({ metadata }) => metadata?.name ?? '')
}

/** All its pods are of the newest generation and ready, and there is at least one. */
function isReady({ metadata, status }: Controller): boolean {
  const { observedGeneration, replicas = 0, updatedReplicas = 0, readyReplicas = 0 } = status ?? {}
  return (
    observedGeneration === metadata?.generation &&
    updatedReplicas >= 1 &&
    readyReplicas === updatedReplicas &&
    replicas === updatedReplicas
  )
}

interface Controller {
  readonly metadata?: { readonly generation?: number }
  readonly status?: {
    readonly observedGeneration?: number
    readonly replicas?: number
    readonly updatedReplicas?: number
    readonly readyReplicas?: number
  }
}
