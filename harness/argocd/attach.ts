import type { V1Secret } from '@kubernetes/client-node'
import { docker } from '../docker/docker.ts'
import type { Cluster } from '../kind/facts.ts'
import { ClusterConnection } from '../kubernetes/connection.ts'
import { ARGOCD_NAMESPACE } from './names.ts'

/** The port of the API server inside the network of the clusters (kubeadm's default, which kind keeps). */
const API_SERVER_PORT = 6_443

/** The API server of a kind cluster as other clusters on the run's network reach it; its certificate is good for this address. */
export async function serverOnNetwork(cluster: Cluster, network: string, signal: AbortSignal): Promise<string> {
  const format = `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`
  const ip = await docker(['inspect', '--format', format, `${cluster.name}-control-plane`], { signal })
  return `https://${ip}:${API_SERVER_PORT}`
}

/**
 * The secret that has Argo CD manage another cluster (Argo CD, "Declarative Setup", Clusters). It holds the credentials of the
 * cluster's kubeconfig: those of its administrator.
 */
export function clusterSecret(cluster: Cluster, server: string): V1Secret {
  const { config } = new ClusterConnection(cluster)
  const user = config.getCurrentUser()
  const tlsClientConfig = {
    caData: config.getCurrentCluster()?.caData,
    certData: user?.certData,
    keyData: user?.keyData,
  }
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: `cluster-${cluster.name}`,
      namespace: ARGOCD_NAMESPACE,
      labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
    },
    stringData: { name: cluster.name, server, config: JSON.stringify({ tlsClientConfig }) },
  }
}
