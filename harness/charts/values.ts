import type { V1DeploymentStrategy, V1PodSpec, V1ServicePort } from '@kubernetes/client-node'
import type { Service } from '../../src/model/fleet.ts'
import { replicasIn } from '../../src/model/fleet.ts'
import type { Place } from '../kind/facts.ts'
import { startupAnnotations } from '../kwok/startup.ts'
import type { Release } from '../releases/releases.ts'
import { RUN_LABEL, type Run } from '../run/run.ts'
import { objectName, SERVICE_LABEL, SERVICE_PORT } from './names.ts'
import { podOf, wholeSeconds } from './pod.ts'

/** The values of the chart `harness/charts/service`: one release of one service in one place. */
export interface ServiceValues {
  readonly name: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
  /** Labels of the pods beside those; and what their annotations say. */
  readonly podLabels: Readonly<Record<string, string>>
  readonly podAnnotations: Readonly<Record<string, string>>
  readonly revision: string
  readonly replicas: number
  readonly minReadySeconds: number
  readonly progressDeadlineSeconds: number
  readonly strategy: V1DeploymentStrategy
  readonly pod: V1PodSpec
  readonly service: { readonly type: 'ClusterIP' | 'NodePort'; readonly port: V1ServicePort }
}

/** What the values are made from. */
export interface ValuesOptions {
  readonly run: Run
  readonly place: Place
  readonly seed: number
  /** False switches drain and preStop off, which loses requests on purpose. */
  readonly drain: boolean
  /** Environment variables beside, or instead of, the usual ones. */
  readonly variables: Readonly<Record<string, string>>
  /** Labels of the pods beside the usual ones. */
  readonly podLabels?: Readonly<Record<string, string>>
}

/** Staging has one pod of everything, as the simulated one (`src/world/sim/regional-clusters.ts`). */
const STAGING_REPLICAS = 1

/** The values of a release of a service in a place. */
export function valuesOf(service: Service, release: Release, options: ValuesOptions): ServiceValues {
  const { run, place, seed, drain, variables, podLabels = {} } = options
  const name = objectName(service.name)
  return {
    name,
    namespace: place.namespace,
    labels: { [SERVICE_LABEL]: name, [RUN_LABEL]: run.id, 'app.kubernetes.io/managed-by': 'seatrial' },
    podLabels,
    podAnnotations: place.isFake ? startupAnnotations(service.startup) : {},
    revision: release.revision,
    replicas: place.environment === 'staging' ? STAGING_REPLICAS : replicasIn(service, place.name),
    minReadySeconds: wholeSeconds(service.strategy.minReadyMs),
    progressDeadlineSeconds: wholeSeconds(service.strategy.progressDeadlineMs),
    strategy: strategyOf(service),
    pod: podOf(service, release.image, { place, version: release.revision, seed, drain, more: variables }),
    service: portOf(service, place),
  }
}

function strategyOf({ strategy }: Service): V1DeploymentStrategy {
  if (strategy.kind === 'recreate') return { type: 'Recreate' }
  const { maxSurge, maxUnavailable } = strategy
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } }
}

function portOf(service: Service, place: Place): ServiceValues['service'] {
  const nodePort = place.nodePorts[service.name]
  const port = { name: 'http', port: SERVICE_PORT, targetPort: 'http', protocol: 'TCP' }
  return nodePort === undefined ? { type: 'ClusterIP', port } : { type: 'NodePort', port: { ...port, nodePort } }
}
