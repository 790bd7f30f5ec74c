import { randomBytes } from 'node:crypto'
import type { KubernetesObject, V1Secret } from '@kubernetes/client-node'
import { applyObject } from '../kubernetes/apply.ts'
import type { ClusterConnection } from '../kubernetes/connection.ts'
import { installObjects } from '../kubernetes/install.ts'
import type { Run } from '../run/run.ts'
import { untilControllersReady } from './controllers.ts'
import { ARGOCD_NAMESPACE } from './names.ts'

/** Installs Argo CD's objects, then those that use its custom resources, and waits until its controllers are ready. */
export async function installArgoCd(
  connection: ClusterConnection,
  of: { run: Run; objects: readonly KubernetesObject[]; resources: readonly KubernetesObject[]; signal: AbortSignal },
): Promise<void> {
  const { run, resources, signal } = of
  const objects = of.objects.map((object) => (isServerSecret(object) ? serverSecret(object) : object))
  await installObjects(connection, { run, namespace: ARGOCD_NAMESPACE, objects, signal })
  for (const resource of resources) await applyObject(connection, resource, signal)
  await untilControllersReady(connection, signal)
}

const isServerSecret = ({ kind, metadata }: KubernetesObject): boolean =>
  kind === 'Secret' && metadata?.name === 'argocd-secret'

/** The controllers want a key that the API server would make, which a core install does not have. */
const serverSecret = (object: KubernetesObject): V1Secret => ({
  ...object,
  stringData: { 'server.secretkey': randomBytes(24).toString('base64') },
})
