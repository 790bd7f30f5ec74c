import { z } from 'zod'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import type { Component, UpContext } from '../component.ts'
import { dockerComponent } from '../docker/component.ts'
import { gitComponent } from '../git/component.ts'
import { kindComponent } from '../kind/component.ts'
import type { Cluster, Place } from '../kind/facts.ts'
import { ClusterConnection } from '../kubernetes/connection.ts'
import { registryComponent } from '../registry/component.ts'
import { seedImage } from '../registry/seed.ts'
import { readManifests } from '../upstream/read.ts'
import { clusterSecret, serverOnNetwork } from './attach.ts'
import { unreadyControllers } from './controllers.ts'
import { gitService } from './git-service.ts'
import { installArgoCd } from './install.ts'
import { ARGOCD_MANIFESTS, argoCdObjects } from './manifests.ts'
import { IN_CLUSTER } from './names.ts'
import { project } from './project.ts'

const factsSchema = z.strictObject({
  /** The cluster that Argo CD runs in: that of the first region. */
  kubeconfig: z.string(),
  context: z.string(),
  /** Address of each place's API server, as Argo CD knows it. */
  servers: z.record(z.string(), z.string()),
})
export type ArgoCdFacts = z.output<typeof factsSchema>

/** Argo CD in the first cluster, managing all of them. */
export const argoCdComponent: Component<ArgoCdFacts> = {
  name: 'argocd',
  needs: [dockerComponent, registryComponent, gitComponent, kindComponent],
  facts: factsSchema,
  wanted: ({ needs }) => needs.has('gitops'),

  async up(context) {
    const { options, signal, run, say, factsOf } = context
    if (options.existing !== undefined) throw notInExisting(options.existing.context)
    const { clusters, places } = factsOf(kindComponent)
    const registry = factsOf(registryComponent)
    const [manifests, argocd, redis] = await Promise.all([
      readManifests(ARGOCD_MANIFESTS, signal),
      seedImage('argocd', registry, signal),
      seedImage('redis', registry, signal),
    ])
    const [first, ...others] = clusters
    const servers = new Map([[first!.context, IN_CLUSTER]])
    for (const cluster of others) servers.set(cluster.context, await serverOf(cluster, context))
    const serverOfPlace = (place: Place): string => servers.get(place.context)!
    say('installing Argo CD')
    await installArgoCd(new ClusterConnection(first!), {
      run,
      signal,
      objects: argoCdObjects(manifests, { argocd, redis }),
      resources: [
        ...gitService(factsOf(gitComponent).ip),
        ...others.map((cluster) => clusterSecret(cluster, servers.get(cluster.context)!)),
        project(places, serverOfPlace),
      ],
    })
    return {
      kubeconfig: first!.kubeconfig,
      context: first!.context,
      servers: Object.fromEntries(places.map((place) => [place.name, serverOfPlace(place)])),
    }
  },

  // All of it is in clusters of the run, and goes with them.
  down: async () => {},

  async status(_run, facts, signal) {
    try {
      const unready = await unreadyControllers(new ClusterConnection(facts), signal)
      const clusters = new Set(Object.values(facts.servers)).size
      const detail = unready.length === 0 ? `manages ${clusters} clusters` : `not ready: ${unready.join(', ')}`
      return [{ name: 'argocd', isUp: unready.length === 0, detail }]
    } catch (error) {
      signal.throwIfAborted()
      const detail = error instanceof Error ? error.message : String(error)
      return [{ name: 'argocd', isUp: false, detail }]
    }
  },
}

const serverOf = (cluster: Cluster, { signal, factsOf }: UpContext): Promise<string> =>
  serverOnNetwork(cluster, factsOf(dockerComponent).network, signal)

const notInExisting = (context: string): EnvironmentUnavailableError =>
  new EnvironmentUnavailableError(
    'Argo CD is not installed into a cluster of somebody else: it defines resources and roles for the whole cluster',
    { where: context, remedy: 'leave --kubeconfig and --context out, or take a pipeline that delivers with kubectl' },
  )
