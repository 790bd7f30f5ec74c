import { setTimeout as pause } from 'node:timers/promises'
import { ApiException } from '@kubernetes/client-node'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { RUN_LABEL, type Run } from '../run/run.ts'
import type { ClusterConnection } from './connection.ts'

/** How long Kubernetes may take to empty and remove namespaces. */
const REMOVAL_LIMIT_MS = 120_000
const POLL_MS = 500

/** Makes a namespace that belongs to the run. One that exists already is refused: nothing of anybody else is touched. */
export async function createNamespace(
  connection: ClusterConnection,
  of: { name: string; run: Run; labels?: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<void> {
  const { name, run, labels, signal } = of
  const body = {
    metadata: { name, labels: { [RUN_LABEL]: run.id, 'app.kubernetes.io/managed-by': 'seatrial', ...labels } },
  }
  try {
    await connection.core(signal).createNamespace({ body })
  } catch (error) {
    if (!(error instanceof ApiException && error.code === 409)) throw error
    throw new EnvironmentUnavailableError(`the namespace "${name}" exists already`, {
      where: connection.config.getCurrentContext(),
      remedy: 'delete it, or start this environment under another name',
      cause: error,
    })
  }
}

/** Names of the run's namespaces in a cluster. */
export async function namespacesOf(
  connection: ClusterConnection,
  run: Run,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const list = await connection.core(signal).listNamespace({ labelSelector: `${RUN_LABEL}=${run.id}` })
  return list.items.map((item) => item.metadata?.name ?? '')
}

/** Removes all namespaces of the run, with everything in them, and waits until they are gone. */
export async function removeNamespaces(connection: ClusterConnection, run: Run): Promise<void> {
  const signal = AbortSignal.timeout(REMOVAL_LIMIT_MS)
  for (const name of await namespacesOf(connection, run, signal)) {
    await connection.core(signal).deleteNamespace({ name, propagationPolicy: 'Foreground' })
  }
  while ((await namespacesOf(connection, run, signal)).length > 0) await pause(POLL_MS, undefined, { signal })
}
