import { replicasIn } from '../../model/fleet.ts'
import { Cluster, type PodEvent } from './cluster/index.ts'
import type { Production } from './production.ts'
import type { SimState } from './state.ts'

/** A cluster for each region, and one for staging: the nodes of the first region, one replica of each service. */
export function regionalClusters(
  state: SimState,
  production: Production,
  onPod: ((event: PodEvent) => void) | undefined,
): Map<string, Cluster> {
  const { fleet, mechanisms } = state.scenario
  const clusters = new Map<string, Cluster>()
  const settle = (cluster: Cluster): Cluster => {
    cluster.settle((service) => {
      const release = production.of(service.name)
      return {
        revision: release.label,
        image: release.image,
        draws: state.draws(-1_000_000_000).scope,
        slow: 1,
        behaviour: { kind: 'healthy' },
      }
    })
    return cluster
  }
  for (const region of fleet.regions) {
    clusters.set(
      region.name,
      settle(
        new Cluster({
          kernel: state.kernel,
          region,
          services: fleet.services,
          replicas: (service) => replicasIn(service, region.name),
          mechanism: mechanisms.cluster,
          ...(onPod === undefined ? {} : { onPod }),
        }),
      ),
    )
  }
  const region = { ...fleet.regions[0]!, name: 'staging' }
  clusters.set(
    'staging',
    settle(
      new Cluster({
        kernel: state.kernel,
        region,
        services: fleet.services,
        replicas: () => 1,
        mechanism: mechanisms.cluster,
      }),
    ),
  )
  return clusters
}
