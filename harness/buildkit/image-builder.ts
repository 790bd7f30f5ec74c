import { join } from 'node:path'
import { external, type Kernel, type Process } from '../../src/kernel/index.ts'
import type { Service } from '../../src/model/fleet.ts'
import { type BuildWork, type Deployment, type Result, step } from '../../src/world/world.ts'
import { kernelTime } from '../kernel-time.ts'
import type { RegistryFacts } from '../registry/component.ts'
import type { Release, Releases } from '../releases/releases.ts'
import type { Run } from '../run/run.ts'
import { checkOut } from '../sources/check-out.ts'
import { revisionId, type SourceRevision } from '../sources/revision.ts'
import type { Sources } from '../sources/sources.ts'
import { type BuildEnd, buildImage } from './build-image.ts'
import type { BuildFacts } from './component.ts'
import { buildFailure } from './failure.ts'
import { countHits, layerHits } from './layers.ts'
import { type BuildStep, buildSteps } from './steps.ts'

/** What images are built with and from. */
export interface ImageBuilderOptions {
  readonly kernel: Kernel
  readonly run: Run
  readonly build: BuildFacts
  readonly registry: RegistryFacts
  readonly services: readonly Service[]
  readonly sources: Sources
  readonly releases: Releases
  /** Seed of the work that a build does. */
  readonly seed: number
}

/** Serves `World.build` with BuildKit: builds, pushes and caches images of synthetic services, and reads what was cached. */
export class ImageBuilder {
  private readonly options: ImageBuilderOptions
  /** Services whose builds are cached by the name of the branch, whatever their jobs say. */
  private readonly byReference = new Set<string>()
  private builds = 0

  constructor(options: ImageBuilderOptions) {
    this.options = options
  }

  /** Somebody sets the key of a service's layer cache to the name of the branch; returns how that is taken back. */
  cacheByReference(service: string): () => void {
    this.byReference.add(service)
    return () => void this.byReference.delete(service)
  }

  /** Builds what is at the head of the service's branch, records cache hits and steps, and keeps the release for the deployment. */
  *build(work: BuildWork, deployment: Deployment): Process<Result> {
    const { kernel, sources, releases } = this.options
    const revision = sources.head(work.service)
    const spec = this.byReference.has(work.service) ? cachedByReference(work.spec) : work.spec
    const end = yield* external(kernel, (signal) => this.run(spec, revision, signal))
    this.record(end, work, deployment)
    if (!end.ok) return { ok: false, failure: buildFailure(end.error, work.service) }
    releases.add(deployment.address, this.releaseOf(revision))
    return { ok: true }
  }

  /** What a build of a revision makes. */
  releaseOf(revision: SourceRevision): Release {
    const { service } = revision
    const id = revisionId(revision)
    const release = { service, revision: id, image: `${this.repository(service)}:${id}` }
    return Object.keys(revision.faults).length === 0 ? release : { ...release, isDefective: true }
  }

  /** Builds one revision. Nothing is recorded. */
  async run(spec: BuildWork['spec'], revision: SourceRevision, signal: AbortSignal): Promise<BuildEnd> {
    const { run, build, registry, services, sources, seed } = this.options
    const service = services.find(({ name }) => name === revision.service)
    if (service === undefined) throw new RangeError(`the fleet has no service "${revision.service}"`)
    const copy = await checkOut(service, revision, { root: join(run.folder, 'sources'), seed })
    const order = {
      spec,
      revision,
      branch: sources.branch,
      repository: this.repository(service.name),
      tag: revisionId(revision),
      cacheReference: `${registry.address}/cache/${service.name}:${sources.branch}`,
      baseImage: build.baseImage,
      sourcesFile: copy.sourcesFile,
      nonce: String(++this.builds),
      context: copy.folder,
      daemon: spec.daemon,
    }
    return await buildImage(order, { run, facts: build, signal })
  }

  private repository(service: string): string {
    return `${this.options.registry.address}/services/${service}`
  }

  private record(end: BuildEnd, work: BuildWork, deployment: Deployment): void {
    const { kernel } = this.options
    const where = { service: work.service }
    const timed = ({ step: kind, from, to }: BuildStep) =>
      step(kernelTime(kernel, to), kernelTime(kernel, from), work.job, kind, where)
    if (end.daemon !== undefined) deployment.record(timed({ step: 'layer-build', ...end.daemon }))
    const steps = buildSteps(end.vertices).map(timed)
    if (end.ok) {
      // What was found is known when the first instruction that was not found begins.
      const at = steps.find((one) => one.step === 'layer-build')?.from ?? kernel.now
      deployment.record({ kind: 'cache', at, job: work.job, cache: 'layer', ...countHits(layerHits(end.vertices)) })
    }
    for (const one of steps) deployment.record(one)
  }
}

/** The same build with the key that makes it serve old layers. */
export const cachedByReference = (spec: BuildWork['spec']): BuildWork['spec'] => ({
  ...spec,
  layerCache: { kind: 'registry', key: 'ref', mode: 'max' },
})
