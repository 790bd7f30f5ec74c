import { dockerList } from '../docker/docker.ts'
import { networkOf } from '../docker/network.ts'
import { NAME_PREFIX, type Run } from '../run/run.ts'

/** The label that kind puts on the containers of its nodes; its value is the cluster's name. */
export const CLUSTER_LABEL = 'io.x-k8s.kind.cluster'

/** Containers of the nodes of a cluster, stopped ones as well: by name, the control plane first. */
export async function nodesOf(cluster: string, signal?: AbortSignal): Promise<readonly string[]> {
  const filter = `label=${CLUSTER_LABEL}=${cluster}`
  return (await dockerList(['ps', '--all', '--filter', filter, '--format', '{{.Names}}'], { signal })).toSorted()
}

/**
 * Names of the clusters of a run that have at least one node left. kind puts no labels of others on nodes: the name tells, and that they
 * are on the run's network. A cluster of somebody else that has such a name by chance is on another one.
 */
export async function clustersOf(run: Run, signal?: AbortSignal): Promise<readonly string[]> {
  const print = [
    '--filter',
    `label=${CLUSTER_LABEL}`,
    '--filter',
    `network=${networkOf(run)}`,
    '--format',
    `{{.Label "${CLUSTER_LABEL}"}}`,
  ]
  const names = new Set(await dockerList(['ps', '--all', ...print], { signal }))
  return [...names].filter((name) => name.startsWith(`${NAME_PREFIX}-${run.id}-`)).toSorted()
}
