import { AppsV1Api, type KubernetesObject } from '@kubernetes/client-node'
import type { Service } from '../../src/model/fleet.ts'
import { type CanaryStep, rolloutOf } from '../canary/rollout.ts'
import { manifestsOf } from '../charts/manifests.ts'
import { objectName } from '../charts/names.ts'
import { type ServiceValues, valuesOf } from '../charts/values.ts'
import { type ClusterFacts, type Place, placeOf } from '../kind/facts.ts'
import { applyObject } from '../kubernetes/apply.ts'
import { ClusterConnection } from '../kubernetes/connection.ts'
import { PlaceWatch, type RolloutEnd } from '../kubernetes/place-watch.ts'
import { podTrouble } from '../kubernetes/pod-trouble.ts'
import type { Release } from '../releases/releases.ts'
import type { Run } from '../run/run.ts'

/** What rollouts are made with. */
export interface ServiceRolloutsOptions {
  readonly run: Run
  readonly clusters: ClusterFacts
  readonly services: readonly Service[]
  readonly seed: number
  /** The clusters have Argo Rollouts. Default false. */
  readonly canaries?: boolean
  /** False switches drain and preStop off. Default true. */
  readonly drain?: boolean
  /** Environment variables of a release in a place, beside or instead of the usual ones: databases, mistakes. */
  readonly variables?: (release: Release, place: string) => Readonly<Record<string, string>>
  /** Labels of the pods of a release in a place, beside the usual ones. */
  readonly podLabels?: (release: Release, place: string) => Readonly<Record<string, string>>
  /** Image that a manifest names by mistake, instead of that of the release; undefined for none. */
  readonly image?: (release: Release, place: string) => string | undefined
}

/** Puts releases of services into places, and watches them become available. One connection and one watch a place. */
export class ServiceRollouts implements AsyncDisposable {
  private readonly options: ServiceRolloutsOptions
  private readonly watches: ReadonlyMap<string, PlaceWatch>
  private readonly connections: ReadonlyMap<string, ClusterConnection>
  /** Services in places that have a Rollout and no Deployment. */
  private readonly rollouts = new Set<string>()

  private constructor(options: ServiceRolloutsOptions, watches: ReadonlyMap<string, PlaceWatch>) {
    this.options = options
    this.watches = watches
    const { places } = options.clusters
    this.connections = new Map(places.map((place) => [place.name, new ClusterConnection(place)]))
  }

  /** Starts to watch all places. */
  static async start(options: ServiceRolloutsOptions): Promise<ServiceRollouts> {
    await using started = new AsyncDisposableStack()
    const watches = new Map<string, PlaceWatch>()
    const { canaries = false } = options
    for (const place of options.clusters.places) {
      watches.set(place.name, started.use(await PlaceWatch.start(place, { rollouts: canaries })))
    }
    started.move()
    return new ServiceRollouts(options, watches)
  }

  /** The watch over a place, for others who want to know what happens there. */
  watch(place: string): PlaceWatch {
    const watch = this.watches.get(place)
    if (watch === undefined) throw new RangeError(`the environment has no place named "${place}"`)
    return watch
  }

  /** The connection to the cluster of a place. */
  connection(place: string): ClusterConnection {
    const connection = this.connections.get(place)
    if (connection === undefined) throw new RangeError(`the environment has no place named "${place}"`)
    return connection
  }

  /** The place that is named so. */
  place(name: string): Place {
    return placeOf(this.options.clusters, name)
  }

  /** The values of the chart for a release in a place. */
  values(release: Release, place: Place): ServiceValues {
    const { run, services, seed, drain = true, variables, podLabels } = this.options
    const service = services.find(({ name }) => name === release.service)
    if (service === undefined) throw new RangeError(`the fleet has no service "${release.service}"`)
    const more = variables?.(release, place.name) ?? {}
    const labels = podLabels?.(release, place.name) ?? {}
    const image = this.options.image?.(release, place.name) ?? release.image
    return valuesOf(service, { ...release, image }, { run, place, seed, drain, variables: more, podLabels: labels })
  }

  /** The objects of a release in a place. */
  manifests(release: Release, place: Place): ReturnType<typeof manifestsOf> {
    return manifestsOf(this.values(release, place))
  }

  /** Says what a service in a place is from here on, for whoever applies a release of it. Changes nothing in the cluster. */
  becomes(kind: 'Deployment' | 'Rollout', service: string, place: string): void {
    if (kind === 'Rollout') this.rollouts.add(`${place}/${service}`)
    else this.rollouts.delete(`${place}/${service}`)
  }

  /**
   * Applies the objects of a release; returns the generation of its Deployment, to be waited for. `steps` are those of a canary, for a
   * service that has a Rollout; without them it rolls out as a Deployment would.
   */
  async apply(
    release: Release,
    place: string,
    signal: AbortSignal,
    steps: readonly CanaryStep[] = [],
  ): Promise<number> {
    const connection = this.connection(place)
    const [deployment, service] = this.manifests(release, this.place(place))
    const isRollout = this.rollouts.has(`${place}/${release.service}`)
    if (steps.length > 0 && !isRollout) throw new RangeError(`${release.service} in ${place} is no Rollout`)
    const workload: KubernetesObject = isRollout ? rolloutOf(deployment, steps) : deployment
    await applyObject(connection, service, signal)
    const applied = await applyObject(connection, workload, signal)
    return applied.metadata?.generation ?? 0
  }

  /** The generation of a service's Deployment as it is now, to be waited for: whoever applied it. */
  async generation(service: string, place: string, signal: AbortSignal): Promise<number> {
    const { namespace } = this.place(place)
    const api = this.connection(place).api(AppsV1Api, signal)
    const deployment = await api.readNamespacedDeployment({ namespace, name: objectName(service) })
    return deployment.metadata?.generation ?? 0
  }

  /** Waits for the rollout of a generation; when it is stuck, says what its pods are stuck in. */
  async untilRolledOut(release: Release, place: string, generation: number, signal: AbortSignal): Promise<RolloutEnd> {
    const watch = this.watch(place)
    const end = await watch.untilRolledOut(objectName(release.service), generation, signal)
    if (end.ok) return end
    const trouble = podTrouble(watch.pods(objectName(release.service), release.revision))
    return { ...end, detail: trouble === '' ? end.detail : `${end.detail}: ${trouble}` }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.watches.values()].map((watch) => watch[Symbol.asyncDispose]()))
  }
}
