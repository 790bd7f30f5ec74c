import { replicasIn } from '../../model/fleet.ts'
import { Cluster, HEALTHY, type PodEvent } from './cluster/index.ts'
import type { Production } from './production.ts'
import type { SimState } from './state.ts'
import { trafficShare } from './traffic-share.ts'

/** A deployment index that no deployment has: the draws of the initial state. */
const INITIAL = -1_000_000_000

/** A cluster for each region, and one for staging: the nodes of the first region, one replica of each service, no traffic. */
export function regionalClusters(
  state: SimState,
  production: Production,
  onPod: ((event: PodEvent) => void) | undefined,
): Map<string, Cluster> {
  const { fleet, mechanisms } = state.scenario
  const draws = state.draws(INITIAL).scope
  const alike = { kernel: state.kernel, services: fleet.services, mechanism: mechanisms.cluster }
  const clusters = new Map<string, Cluster>()
  for (const region of fleet.regions) {
    clusters.set(
      region.name,
      new Cluster({
        ...alike,
        region,
        replicas: (service) => replicasIn(service, region.name),
        requestsPerSecond: (service) => service.requestsPerSecond * trafficShare(service, region.name, fleet),
        ...(onPod === undefined ? {} : { onPod }),
      }),
    )
  }
  const staging = { ...fleet.regions[0]!, name: 'staging' }
  clusters.set('staging', new Cluster({ ...alike, region: staging, replicas: () => 1, requestsPerSecond: () => 0 }))
  for (const cluster of clusters.values()) {
    cluster.settle((service) => {
      const { label, image } = production.of(service.name)
      return { revision: label, image, draws, behaviour: HEALTHY }
    })
  }
  return clusters
}
