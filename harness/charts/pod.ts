import type { V1Container, V1PodSpec, V1Probe } from '@kubernetes/client-node'
import type { Probe, Service } from '../../src/model/fleet.ts'
import type { Millis } from '../../src/model/units.ts'
import type { Place } from '../kind/facts.ts'
import { nodeGroupLabel } from '../kind/topology.ts'
import { FAKE_TAINT } from '../kwok/names.ts'
import { type ContainerSettings, environmentOf } from './environment.ts'
import { CONTAINER_PORT, CONTROL_PORT, objectName, SERVICE_LABEL } from './names.ts'

/** Kubernetes counts in whole seconds; a duration above 0 never becomes 0. */
export const wholeSeconds = (ms: Millis): number => Math.ceil(ms / 1_000)

/** The pod of a service: what `spec.template.spec` of its Deployment says. */
export function podOf(service: Service, image: string, of: ContainerSettings): V1PodSpec {
  const { place } = of
  return {
    terminationGracePeriodSeconds: wholeSeconds(service.terminationGraceMs),
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 1_000, seccompProfile: { type: 'RuntimeDefault' } },
    nodeSelector: nodeSelector(service, place),
    ...tolerations(service, place),
    ...(service.antiAffinity === 'none' ? {} : { affinity: apart(service) }),
    containers: [container(service, image, of)],
  }
}

/** Staging has no node groups of its own: its pods go wherever there is room. */
const nodeSelector = (service: Service, place: Place): Record<string, string> => ({
  ...place.nodeSelector,
  ...(service.nodeGroup === undefined || place.environment === 'staging'
    ? {}
    : { [nodeGroupLabel(service.nodeGroup)]: 'true' }),
})

function tolerations({ nodeGroup }: Service, { isFake }: Place): Pick<V1PodSpec, 'tolerations'> {
  const keys = [...(nodeGroup === undefined ? [] : [nodeGroupLabel(nodeGroup)]), ...(isFake ? [FAKE_TAINT.key] : [])]
  if (keys.length === 0) return {}
  return { tolerations: keys.map((key) => ({ key, operator: 'Exists', effect: 'NoSchedule' })) }
}

const apart = (service: Service): NonNullable<V1PodSpec['affinity']> => ({
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      {
        topologyKey: 'kubernetes.io/hostname',
        labelSelector: { matchLabels: { [SERVICE_LABEL]: objectName(service.name) } },
      },
    ],
  },
})

function container(service: Service, image: string, of: ContainerSettings): V1Container {
  const { startup, readiness, liveness } = service.probes
  return {
    name: 'service',
    image,
    imagePullPolicy: service.imagePullPolicy,
    env: environmentOf(service, of),
    ports: [
      { name: 'http', containerPort: CONTAINER_PORT },
      { name: 'control', containerPort: CONTROL_PORT },
    ],
    resources: {
      requests: resources(service.requests),
      ...(service.limits === undefined ? {} : { limits: resources(service.limits) }),
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    ...(startup === undefined ? {} : { startupProbe: probe('/health/startup', startup) }),
    ...(readiness === undefined ? {} : { readinessProbe: probe('/health/ready', readiness) }),
    ...(liveness === undefined ? {} : { livenessProbe: probe('/health/live', liveness) }),
    ...(service.preStopMs === 0 || !of.drain ? {} : { lifecycle: { preStop: sleep(service.preStopMs) } }),
  }
}

const resources = (of: { cpuMilli: number; memoryMiB: number }): Record<string, string> => ({
  cpu: `${of.cpuMilli}m`,
  memory: `${of.memoryMiB}Mi`,
})

const probe = (path: string, of: Probe): V1Probe => ({
  httpGet: { path, port: 'http' },
  initialDelaySeconds: wholeSeconds(of.initialDelayMs),
  periodSeconds: wholeSeconds(of.periodMs),
  timeoutSeconds: Math.max(1, wholeSeconds(of.timeoutMs)),
  failureThreshold: of.failureThreshold,
  successThreshold: of.successThreshold,
})

/** A command rather than the `sleep` action, which clusters older than 1.30 do not take. */
const sleep = (ms: Millis): { exec: { command: string[] } } => ({
  exec: { command: ['sleep', String(wholeSeconds(ms))] },
})
