import { readdir } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { removeLabelled } from '../docker/removal.ts'
import type { Run } from '../run/run.ts'
import { CLUSTER_LABEL, clustersOf } from './nodes.ts'

/** The engine goes on with a node that it was asked for when kind is ended; on a busy machine that takes more than a second. */
const SETTLE_MS = 4_000
const LOOK_MS = 250

/**
 * Removes all clusters of a run, finished or not: as `kind delete cluster` does, by removing the containers with their volumes.
 * Needs no kind.
 */
export async function removeClusters(run: Run): Promise<void> {
  const settle = (await isOneUnfinished(run)) ? SETTLE_MS : 0
  for (let quietSince = Date.now(); ; ) {
    const clusters = await clustersOf(run)
    await Promise.all(clusters.map((name) => removeLabelled([`${CLUSTER_LABEL}=${name}`])))
    if (clusters.length > 0) quietSince = Date.now()
    else if (Date.now() - quietSince >= settle) return
    else await pause(LOOK_MS)
  }
}

/** Whether kind was ended in the middle of a cluster: it writes the kubeconfig last. */
async function isOneUnfinished({ folder }: Run): Promise<boolean> {
  const files = await readdir(folder).catch((): string[] => [])
  const parts = (ending: string) =>
    files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length))
  const finished = new Set(parts('.kubeconfig'))
  return parts('.kind.yaml').some((part) => !finished.has(part))
}
