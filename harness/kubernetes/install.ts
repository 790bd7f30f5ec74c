import { setTimeout as pause } from 'node:timers/promises'
import {
  ApiException,
  type KubernetesObject,
  type V1CustomResourceDefinition,
  type V1Namespace,
} from '@kubernetes/client-node'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { RUN_LABEL, type Run } from '../run/run.ts'
import { isDefinition } from '../upstream/prepare.ts'
import { applyObject } from './apply.ts'
import type { ClusterConnection } from './connection.ts'

/** How long what was installed may take to be ready, pulls of its images included. */
const READY_LIMIT_MS = 300_000
const POLL_MS = 500

/** Installs prepared manifests into a cluster of the run: their namespace, the definitions, then the rest. */
export async function installObjects(
  connection: ClusterConnection,
  of: { run: Run; namespace: string; objects: readonly KubernetesObject[]; signal: AbortSignal },
): Promise<void> {
  const { run, namespace, objects, signal } = of
  await applyObject(connection, namespaceOf(namespace, run), signal)
  const definitions = objects.filter(isDefinition)
  for (const definition of definitions) await applyObject(connection, definition, signal)
  for (const object of objects.filter((one) => !isDefinition(one))) await applyObject(connection, object, signal)
  const remedy = 'look at the API server of the cluster'
  const areEstablished = async () => (await Promise.all(definitions.map(isEstablished))).every(Boolean)
  await untilInstalled(areEstablished, { what: 'the custom resources', namespace, remedy, signal })

  async function isEstablished({ apiVersion = '', kind = '', metadata }: KubernetesObject): Promise<boolean> {
    const header = { apiVersion, kind, metadata: { name: metadata?.name ?? '' } }
    const { status } = await connection.objects(signal).read<V1CustomResourceDefinition>(header)
    return status?.conditions?.some((one) => one.type === 'Established' && one.status === 'True') === true
  }
}

/** Waits until something that was installed is so; what does not exist yet is waited for. */
export async function untilInstalled(
  isSo: () => Promise<boolean>,
  of: { what: string; namespace: string; remedy: string; signal: AbortSignal },
): Promise<void> {
  const end = performance.now() + READY_LIMIT_MS
  while (!(await isSo().catch(falseWhenMissing))) {
    if (performance.now() > end) {
      throw new EnvironmentUnavailableError(`${of.what} did not become ready in ${READY_LIMIT_MS / 1_000} s`, {
        where: `namespace ${of.namespace}`,
        remedy: of.remedy,
      })
    }
    await pause(POLL_MS, undefined, { signal: of.signal })
  }
}

const namespaceOf = (name: string, run: Run): V1Namespace => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { [RUN_LABEL]: run.id, 'app.kubernetes.io/managed-by': 'seatrial' } },
})

function falseWhenMissing(error: unknown): false {
  if (error instanceof ApiException && error.code === 404) return false
  throw error
}
