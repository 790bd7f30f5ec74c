import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import {
  ApiException,
  AppsV1Api,
  type KubernetesObject,
  type V1CustomResourceDefinition,
  type V1Namespace,
  type V1Secret,
} from '@kubernetes/client-node'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { applyObject } from '../kubernetes/apply.ts'
import type { ClusterConnection } from '../kubernetes/connection.ts'
import { RUN_LABEL, type Run } from '../run/run.ts'
import { isDefinition } from '../upstream/prepare.ts'
import { APPLICATION_CONTROLLER, ARGOCD_NAMESPACE, REDIS, REPO_SERVER } from './names.ts'

/** How long the controllers may take from their creation to being ready, pulls of their images included. */
const READY_LIMIT_MS = 300_000
const POLL_MS = 500

/** Installs Argo CD's objects, then those that use its custom resources, and waits until its controllers are ready. */
export async function installArgoCd(
  connection: ClusterConnection,
  of: { run: Run; objects: readonly KubernetesObject[]; resources: readonly KubernetesObject[]; signal: AbortSignal },
): Promise<void> {
  const { run, objects, resources, signal } = of
  await applyObject(connection, namespaceOf(run), signal)
  const definitions = objects.filter(isDefinition)
  for (const definition of definitions) await applyObject(connection, definition, signal)
  for (const object of objects.filter((one) => !isDefinition(one))) {
    if (object.kind === 'Secret' && object.metadata?.name === 'argocd-secret')
      await makeServerSecret(connection, signal)
    else await applyObject(connection, object, signal)
  }
  await untilEstablished(connection, definitions, signal)
  for (const resource of resources) await applyObject(connection, resource, signal)
  await untilControllersReady(connection, signal)
}

const namespaceOf = (run: Run): V1Namespace => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: ARGOCD_NAMESPACE, labels: { [RUN_LABEL]: run.id, 'app.kubernetes.io/managed-by': 'seatrial' } },
})

/** The controllers want a key that the API server would make, which a core install does not have. */
async function makeServerSecret(connection: ClusterConnection, signal: AbortSignal): Promise<void> {
  const secret: V1Secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'argocd-secret',
      namespace: ARGOCD_NAMESPACE,
      labels: { 'app.kubernetes.io/name': 'argocd-secret', 'app.kubernetes.io/part-of': 'argocd' },
    },
    stringData: { 'server.secretkey': randomBytes(24).toString('base64') },
  }
  await applyObject(connection, secret, signal)
}

async function untilEstablished(
  connection: ClusterConnection,
  definitions: readonly KubernetesObject[],
  signal: AbortSignal,
): Promise<void> {
  const isEstablished = async ({ metadata }: KubernetesObject): Promise<boolean> => {
    const header = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' }
    const name = metadata?.name ?? ''
    const found = await connection.objects(signal).read<V1CustomResourceDefinition>({ ...header, metadata: { name } })
    return found.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True') === true
  }
  await until(async () => (await Promise.all(definitions.map(isEstablished))).every(Boolean), signal)
}

/** Waits until all of Argo CD's controllers are ready. */
export async function untilControllersReady(connection: ClusterConnection, signal: AbortSignal): Promise<void> {
  await until(async () => (await unreadyControllers(connection, signal)).length === 0, signal)
}

/** Names of the controllers that are not ready. */
export async function unreadyControllers(
  connection: ClusterConnection,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const api = connection.api(AppsV1Api, signal)
  const namespace = ARGOCD_NAMESPACE
  const [controller, repoServer, redis] = await Promise.all([
    api.readNamespacedStatefulSet({ namespace, name: APPLICATION_CONTROLLER }),
    api.readNamespacedDeployment({ namespace, name: REPO_SERVER }),
    api.readNamespacedDeployment({ namespace, name: REDIS }),
  ])
  const isReady = (of: typeof controller | typeof redis): boolean =>
    of.status?.observedGeneration === of.metadata?.generation &&
    (of.status?.updatedReplicas ?? 0) >= 1 &&
    (of.status?.readyReplicas ?? 0) === of.status?.updatedReplicas &&
    of.status?.replicas === of.status?.updatedReplicas
  return [controller, repoServer, redis].filter((of) => !isReady(of)).map((of) => of.metadata?.name ?? '')
}

async function until(isSo: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  const end = performance.now() + READY_LIMIT_MS
  while (!(await isSo().catch(falseWhenMissing))) {
    if (performance.now() > end) {
      throw new EnvironmentUnavailableError('Argo CD did not become ready', {
        where: `namespace ${ARGOCD_NAMESPACE}`,
        remedy: 'look at its pods: an image that cannot be pulled can be replaced with SEATRIAL_ARGOCD_IMAGE',
      })
    }
    await pause(POLL_MS, undefined, { signal })
  }
}

function falseWhenMissing(error: unknown): false {
  if (error instanceof ApiException && error.code === 404) return false
  throw error
}
