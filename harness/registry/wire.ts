import { docker } from '../docker/docker.ts'
import type { ClusterConnection } from '../kubernetes/connection.ts'
import type { RegistryFacts } from './component.ts'

/**
 * Tells a kind node where the registry is: containerd's `hosts.toml` below `certs.d`, as kind's page "Local Registry" has it. The
 * registry's name is known on the run's network; the file says that it speaks plain HTTP.
 */
export async function wireNode(node: string, address: string, signal: AbortSignal): Promise<void> {
  const folder = `/etc/containerd/certs.d/${address}`
  const hosts = `server = "http://${address}"\n\n[host."http://${address}"]\n`
  await docker(['exec', node, 'mkdir', '-p', folder], { signal })
  await docker(['exec', '--interactive', node, 'cp', '/dev/stdin', `${folder}/hosts.toml`], { signal, input: hosts })
}

/** Tells people and tools where the registry is: the ConfigMap of KEP-1755, "Communicating a local registry". */
export async function announceRegistry(
  connection: ClusterConnection,
  registry: RegistryFacts,
  signal: AbortSignal,
): Promise<void> {
  const hosting = [`host: "${registry.hostAddress}"`, `hostFromClusterNetwork: "${registry.address}"`, '']
  await connection.core(signal).createNamespacedConfigMap({
    namespace: 'kube-public',
    body: {
      metadata: { name: 'local-registry-hosting', namespace: 'kube-public' },
      data: { 'localRegistryHosting.v1': hosting.join('\n') },
    },
  })
}
