import type { KubernetesObject, V1EndpointSlice, V1Service } from '@kubernetes/client-node'
import { GIT_PORT } from '../git/address.ts'
import { ARGOCD_NAMESPACE, GIT_SERVICE } from './names.ts'

/**
 * A Service without pods that leads to the Git server outside of the cluster, so that applications name it in a way that does not
 * depend on its address (Kubernetes, "Services without selectors").
 */
export function gitService(ip: string): readonly KubernetesObject[] {
  const port = { name: 'git', port: GIT_PORT, protocol: 'TCP' }
  const service: V1Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: GIT_SERVICE, namespace: ARGOCD_NAMESPACE },
    spec: { ports: [{ ...port, targetPort: GIT_PORT }] },
  }
  const endpoints: V1EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${GIT_SERVICE}-outside`,
      namespace: ARGOCD_NAMESPACE,
      labels: { 'kubernetes.io/service-name': GIT_SERVICE, 'endpointslice.kubernetes.io/managed-by': 'seatrial' },
    },
    addressType: 'IPv4',
    endpoints: [{ addresses: [ip], conditions: { ready: true } }],
    ports: [port],
  }
  return [service, endpoints]
}
