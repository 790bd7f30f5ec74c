import { stringify } from 'yaml'
import { BROKEN_LABEL, startupAnnotation } from './names.ts'
import { PIECES } from './startup.ts'

/** A condition on an object: a jq expression, an operator, and values. */
type Expression = readonly [key: string, operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist', ...values: string[]]

const NODE_STATUS = `
conditions:
- type: Ready
  status: "True"
  reason: FakeNode
  message: played by KWOK
  lastHeartbeatTime: {{ Now | Quote }}
  lastTransitionTime: {{ Now | Quote }}
`

const POD_STATUS = `
phase: Running
startTime: {{ Now | Quote }}
conditions:
{{ range $type := list "Initialized" "ContainersReady" "Ready" }}
- type: {{ $type }}
  status: "True"
  lastTransitionTime: {{ Now | Quote }}
{{ end }}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: ""
  ready: true
  started: true
  restartCount: 0
  state:
    running:
      startedAt: {{ Now | Quote }}
{{ end }}
{{ with PodIPsWith .spec.nodeName false ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) }}
podIP: {{ index . 0 | Quote }}
podIPs:
{{ range . }}
- ip: {{ . | Quote }}
{{ end }}
{{ end }}
`

const isPending: readonly Expression[] = [
  ['.status.phase', 'In', 'Pending'],
  ['.metadata.deletionTimestamp', 'DoesNotExist'],
  [`.metadata.labels["${BROKEN_LABEL}"]`, 'NotIn', 'true'],
]

/**
 * What KWOK does with fake nodes and pods (`kwok.x-k8s.io/v1alpha1` Stages): nodes become ready, and their leases keep them so; pods
 * become ready when their start-up time is over, unless they are broken, and go as soon as they are deleted. Of several stages that
 * fit KWOK takes any, so that each piece of the distribution is as likely as another. Probes, limits and images mean nothing to it.
 */
export function kwokStages(): string {
  const nodeReady = stage(
    'node-ready',
    'Node',
    [['.status.conditions.[] | select(.type == "Ready") | .status', 'NotIn', 'True']],
    {
      next: { statusTemplate: NODE_STATUS },
    },
  )
  const podReady = Array.from({ length: PIECES }, (_, piece) =>
    stage(`pod-ready-${piece}`, 'Pod', isPending, {
      delay: {
        durationFrom: { expressionFrom: annotation(piece) },
        jitterDurationFrom: { expressionFrom: annotation(piece + 1) },
      },
      next: { statusTemplate: POD_STATUS },
    }),
  )
  const podGone = stage('pod-gone', 'Pod', [['.metadata.deletionTimestamp', 'Exists']], { next: { delete: true } })
  return [nodeReady, ...podReady, podGone].map((one) => stringify(one)).join('---\n')
}

const annotation = (quantile: number): string => `.metadata.annotations["${startupAnnotation(quantile)}"]`

const stage = (name: string, kind: 'Node' | 'Pod', when: readonly Expression[], then: object): object => ({
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name },
  spec: {
    resourceRef: { apiGroup: 'v1', kind },
    selector: {
      matchExpressions: when.map(([key, operator, ...values]) => ({
        key,
        operator,
        ...(values.length === 0 ? {} : { values }),
      })),
    },
    ...then,
  },
})
