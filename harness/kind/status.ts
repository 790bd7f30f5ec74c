import type { PartStatus } from '../component.ts'
import { ClusterConnection } from '../kubernetes/connection.ts'
import { isReady } from '../kubernetes/nodes-ready.ts'
import type { Cluster } from './facts.ts'

/** Asks a cluster's API for its nodes. */
export async function clusterStatus(cluster: Cluster, signal: AbortSignal): Promise<PartStatus> {
  const name = `cluster ${cluster.name}`
  try {
    const { items } = await new ClusterConnection(cluster).core(signal).listNode()
    const ready = items.filter(isReady).length
    const detail = `${ready} of ${items.length} nodes ready; kubeconfig ${cluster.kubeconfig}`
    return { name, isUp: items.length > 0 && ready === items.length, detail }
  } catch (error) {
    signal.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    return { name, isUp: false, detail: `its API does not answer: ${reason}` }
  }
}
