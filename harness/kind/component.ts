import type { Component } from '../component.ts'
import { dockerComponent } from '../docker/component.ts'
import { type ClusterAddress, ClusterConnection } from '../kubernetes/connection.ts'
import { removeNamespaces } from '../kubernetes/namespace.ts'
import { registryComponent } from '../registry/component.ts'
import { type BuiltCluster, buildClusters } from './build.ts'
import { existingClusters, forgetExisting, rememberExisting } from './existing.ts'
import { type ClusterFacts, clusterFactsSchema, type Place } from './facts.ts'
import { makePlace } from './place.ts'
import { removeClusters } from './remove.ts'
import { clusterStatus } from './status.ts'
import { planTopology } from './topology.ts'

/** Clusters, with a namespace for each region and one for staging: kind's, or one that exists already. */
export const kindComponent: Component<ClusterFacts> = {
  name: 'kind',
  needs: [dockerComponent, registryComponent],
  facts: clusterFactsSchema,
  wanted: ({ needs }) => needs.has('clusters'),

  async up(context) {
    const { existing } = context.options
    const topology = planTopology(context.fleet, context.options)
    if (existing !== undefined) await rememberExisting(context.run, existing)
    const built = existing === undefined ? await buildClusters(topology.clusters, context) : [notBuilt(existing)]
    const places: Place[] = []
    for (const plan of topology.places) {
      places.push(await makePlace(plan, built.find(({ part }) => part === plan.cluster)!, context))
    }
    return { clusters: built.map(({ cluster }) => cluster), places }
  },

  async down(run) {
    for (const address of await existingClusters(run)) await removeNamespaces(new ClusterConnection(address), run)
    await forgetExisting(run)
    await removeClusters(run)
  },

  status: (_run, { clusters }, signal) => Promise.all(clusters.map((cluster) => clusterStatus(cluster, signal))),
}

/** A cluster of somebody else, as if it had been built. */
const notBuilt = (address: ClusterAddress): BuiltCluster => ({
  cluster: { ...address, name: address.context, nodes: [] },
  part: 'all',
  ports: new Map(),
})
