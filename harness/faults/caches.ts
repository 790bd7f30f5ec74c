import { z } from 'zod'
import type { Task } from '../../src/kernel/index.ts'
import type { JobOf } from '../../src/model/pipeline.ts'
import { buildxEnvironment } from '../buildkit/daemon.ts'
import { cachedByReference } from '../buildkit/image-builder.ts'
import { docker, dockerList } from '../docker/docker.ts'
import type { Actions } from './actions.ts'
import { type FaultParts, need } from './parts.ts'
import type { PodFaults } from './pods.ts'
import { repeatedly } from './waiting.ts'

/** How often pods are asked what they were built from. */
const LOOK_MS = 1_000

/** Kinds of documents that a registry keeps a cache as (OCI image index and manifest). */
const ACCEPT = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json'

const cacheSchema = z.object({ manifests: z.array(z.unknown()).default([]), layers: z.array(z.unknown()).default([]) })

/** The caches of builds: layers in the registry and in the build daemon, and packages in the daemon. */
export class CacheFaults {
  /** Layers that were found at the last look. */
  layers = 0
  private readonly parts: FaultParts
  private readonly pods: PodFaults

  constructor(parts: FaultParts, pods: PodFaults) {
    this.parts = parts
    this.pods = pods
  }

  /** Counts the layers that the registry keeps for builds, and the records of the daemon. */
  async count(signal: AbortSignal): Promise<void> {
    const { facts } = need(this.parts.build, 'build daemon')
    const env = buildxEnvironment(this.parts.run)
    const records = await dockerList(['buildx', 'du', '--builder', facts.builder], { signal, env })
    const inDaemon = records.filter((line) => /^\w{12,}\*?\s/.test(line)).length
    const inRegistry = await Promise.all(this.references().map((reference) => this.layersOf(reference, signal)))
    this.layers = inDaemon + inRegistry.reduce((sum, count) => sum + count, 0)
  }

  /** Empties the daemon and deletes the caches from the registry. */
  clear(actions: Actions): void {
    actions.start('emptying the caches of builds', async (signal) => {
      const { facts } = need(this.parts.build, 'build daemon')
      const env = buildxEnvironment(this.parts.run)
      await docker(['buildx', 'prune', '--all', '--force', '--builder', facts.builder], { signal, env })
      for (const reference of this.references()) await this.deleteCache(reference, signal)
      await this.count(signal)
    })
  }

  /**
   * Somebody has built the revision before with the branch's name as the key of the cache, and the key of the next build is the same:
   * it gets the old sources, and says that all is well.
   */
  makeStale(service: string, actions: Actions): Task<void> {
    const { sources, state } = this.parts
    const { builder } = need(this.parts.build, 'build daemon')
    const jobs = state.scenario.pipeline.stages.flatMap((stage) => stage.jobs)
    const job = need(
      jobs.find((one): one is JobOf<'build'> => one.kind === 'build'),
      'job that builds images',
    )
    actions.onRemoval(builder.cacheByReference(service))
    return actions.start(`caching the revision before of ${service}`, async (signal) => {
      const end = await builder.run(cachedByReference(job), sources.previous(service), signal)
      if (!end.ok) throw end.error
    })
  }

  /**
   * Whether what runs of a release was built from other sources than it should be, as its pods say wherever it runs first; undefined
   * until one does. Begins to ask when it is called, until the fault is out.
   */
  watchBuilt(service: string, revision: () => string | undefined, actions: Actions): () => boolean | undefined {
    let isStale: boolean | undefined
    actions.start(`asking pods of ${service} what they were built from`, (signal) =>
      repeatedly(LOOK_MS, signal, async () => {
        const wanted = revision()
        if (wanted === undefined || isStale !== undefined) return
        for (const { name } of this.parts.clusters.places) {
          const [pod] = this.pods.seen({ service, region: name }, wanted).filter(({ ready }) => ready)
          const built = pod === undefined ? undefined : await this.pods.control.builtRevision(name, pod.id, signal)
          if (built !== undefined) isStale = built !== wanted
        }
      }),
    )
    return () => isStale
  }

  private references(): readonly string[] {
    return this.parts.state.scenario.fleet.services.map(({ name }) => name)
  }

  private async layersOf(service: string, signal: AbortSignal): Promise<number> {
    const answer = await this.ask('GET', service, this.parts.sources.branch, signal)
    if (!answer.ok) return 0
    const { manifests, layers } = cacheSchema.parse(await answer.json())
    return manifests.length + layers.length
  }

  private async deleteCache(service: string, signal: AbortSignal): Promise<void> {
    const found = await this.ask('HEAD', service, this.parts.sources.branch, signal)
    const digest = found.headers.get('docker-content-digest')
    if (found.ok && digest !== null) await this.ask('DELETE', service, digest, signal)
  }

  private async ask(method: string, service: string, reference: string, signal: AbortSignal): Promise<Response> {
    const { hostAddress } = need(this.parts.registry, 'image registry')
    const url = `http://${hostAddress}/v2/cache/${service}/manifests/${reference}`
    return await fetch(url, { method, signal, headers: { accept: ACCEPT } })
  }
}
