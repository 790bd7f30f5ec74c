import { setTimeout as pause } from 'node:timers/promises'
import { removeLabelled } from '../docker/removal.ts'
import type { Run } from '../run/run.ts'
import { CLUSTER_LABEL, clustersOf } from './nodes.ts'

/** A kind that was ended in the middle may have a node under way. */
const SETTLE_MS = 250

/**
 * Removes all clusters of a run, finished or not: as `kind delete cluster` does, by removing the containers with their volumes.
 * Needs no kind.
 */
export async function removeClusters(run: Run): Promise<void> {
  for (let quiet = 0; quiet < 2; quiet++) {
    const clusters = await clustersOf(run)
    if (clusters.length > 0) quiet = 0
    await Promise.all(clusters.map((name) => removeLabelled([`${CLUSTER_LABEL}=${name}`])))
    await pause(SETTLE_MS)
  }
}
