import type { V1Deployment, V1ObjectMeta, V1Service } from '@kubernetes/client-node'
import { REVISION_LABEL, SERVICE_LABEL } from './names.ts'
import type { ServiceValues } from './values.ts'

/**
 * The objects that the chart `harness/charts/service` renders, made without Helm. A test compares the two where Helm is there.
 */
export function manifestsOf(values: ServiceValues): readonly [V1Deployment, V1Service] {
  const { name, namespace, pod, service } = values
  const labels = { ...values.labels }
  const selector = { [SERVICE_LABEL]: name }
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace, labels },
      spec: {
        replicas: values.replicas,
        revisionHistoryLimit: 10,
        minReadySeconds: values.minReadySeconds,
        progressDeadlineSeconds: values.progressDeadlineSeconds,
        selector: { matchLabels: selector },
        strategy: values.strategy,
        template: { metadata: podMetadata(values), spec: pod },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace, labels },
      spec: { type: service.type, selector, ports: [service.port] },
    },
  ]
}

const podMetadata = ({ labels, podLabels, podAnnotations, revision }: ServiceValues): V1ObjectMeta => ({
  labels: { ...labels, ...podLabels, [REVISION_LABEL]: revision },
  ...(Object.keys(podAnnotations).length === 0 ? {} : { annotations: { ...podAnnotations } }),
})
