import type { Process } from '../../kernel/index.ts'
import type { Layer, Service } from '../../model/fleet.ts'
import type { JobOf } from '../../model/pipeline.ts'
import type { BuildWork, Deployment, Result } from '../world.ts'
import { workingDayOf } from './calendar.ts'
import { LayerCache } from './layer-cache.ts'
import { PURPOSE } from './purpose.ts'
import type { Release, SimDeployment } from './sim-deployment.ts'
import { type ImageLayerRef, imageOf, type Sources } from './sources.ts'
import type { SimState } from './state.ts'
import { Steps } from './steps.ts'

type BuildSpec = JobOf<'build'>

/**
 * Builds of images, layer by layer. A layer is found under the hash of its parent and its content; the first miss
 * makes all that follow miss as well (the rule of the Dockerfile builders: docs.docker.com/build/cache/invalidation).
 */
export class Builder {
  private readonly state: SimState
  private readonly sources: Sources
  private readonly layers: LayerCache
  private readonly packages = new Set<string>()
  /** Services whose next build is served from the cache whatever changed. */
  readonly poisoned = new Set<string>()

  constructor(state: SimState, sources: Sources) {
    this.state = state
    this.sources = sources
    this.layers = new LayerCache(state.mechanisms.build.retentionDays)
    for (const service of state.services.values())
      this.remember(service, imageOf(service, sources.head(service.name, 0)), 0)
  }

  *build(work: BuildWork, d: SimDeployment, deployment: Deployment): Process<Result> {
    const { state } = this
    const service = state.service(work.service)
    const entity = state.key(work.service)
    const steps = new Steps(state.kernel, work.job, deployment, { service: work.service })
    const { build } = state.mechanisms
    const day = workingDayOf(state.kernel.now)
    const head = this.sources.head(work.service, day)
    const image = imageOf(service, head)
    if (work.spec.layerCache.kind === 'registry' || work.spec.layerCache.kind === 'inline') {
      yield* steps.take('cache-import', d.draws.machine(build.cacheImport, entity, PURPOSE.cacheImport))
    }
    const stale = this.staleHit(work.spec, service, d)
    const hits = stale ? image.length : this.hits(work.spec, service, image, d, day)
    deployment.record({
      kind: 'cache',
      at: state.kernel.now,
      job: work.job,
      cache: 'layer',
      hits,
      misses: image.length - hits,
    })
    if (hits < image.length) yield* this.execute(work, service, image, hits, d, steps)
    yield* this.push(work.spec, image, hits, d, steps)
    this.remember(service, image, day)
    d.built.set(work.service, this.release(d, image, stale ? head.source - 1 : head.source, head.source))
    if (stale) this.addStaleFlaw(work.service, d)
    return { ok: true }
  }

  /** Empties the layer cache and the dependency cache. */
  clearCaches(): void {
    this.layers.clear()
    this.packages.clear()
  }

  /** Layers in the cache. */
  get cachedLayers(): number {
    return this.layers.size
  }

  /** Runs the instructions from the first miss on; what comes before is pulled first, because it is the parent. */
  private *execute(
    work: BuildWork,
    service: Service,
    image: readonly ImageLayerRef[],
    hits: number,
    d: SimDeployment,
    steps: Steps,
  ): Process {
    const { build } = this.state.mechanisms
    const entity = this.state.key(service.name)
    if (hits > 0 && work.spec.layerCache.kind !== 'local') {
      yield* steps.take('layer-pull', this.transfer(sizeOf(image.slice(0, hits)), d))
    }
    if (work.spec.daemon === 'cold') {
      yield* steps.take('layer-build', d.draws.machine(build.daemonStart, entity, PURPOSE.daemonStart))
    }
    for (let i = hits; i < service.layers.length; i++) {
      const layer = service.layers[i]!
      if (layer.input === 'lock-file' && !this.hasPackages(work.spec, service, layer, image[i]!, d)) {
        yield* steps.take('dependency-download', d.draws.machine(build.coldDependencies, entity, PURPOSE.dependencies))
      }
      yield* steps.take('layer-build', d.draws.machine(layer.build, entity, PURPOSE.layer, i))
    }
  }

  private *push(
    spec: BuildSpec,
    image: readonly ImageLayerRef[],
    hits: number,
    d: SimDeployment,
    steps: Steps,
  ): Process {
    const made = sizeOf(image.slice(hits))
    if (made === 0) return
    yield* steps.take('image-push', this.transfer(made, d))
    if (spec.layerCache.kind === 'registry' && spec.layerCache.mode === 'max') {
      yield* steps.take('cache-export', this.transfer(made * this.state.mechanisms.build.cacheExportShare, d))
    }
  }

  private hits(
    spec: BuildSpec,
    service: Service,
    image: readonly ImageLayerRef[],
    d: SimDeployment,
    day: number,
  ): number {
    const { layerCache } = spec
    if (layerCache.kind === 'none') return 0
    if (layerCache.kind === 'local' && !this.onRunnerOfLastBuild(service, d)) return 0
    let hits = 0
    while (hits < image.length && this.layers.lookUp(cacheKey(service, image[hits]!), day)) hits++
    return hits
  }

  /** A cache on the runner helps only where the same runner built the service before. */
  private onRunnerOfLastBuild(service: Service, d: SimDeployment): boolean {
    const { runners } = this.state.scenario.pipeline
    return d.draws.chance(1 / runners, this.state.key(service.name), PURPOSE.localRunner)
  }

  private staleHit(spec: BuildSpec, service: Service, d: SimDeployment): boolean {
    const { layerCache } = spec
    if (layerCache.kind === 'none') return false
    if (this.poisoned.delete(service.name)) return true
    if (layerCache.key !== 'ref') return false
    return d.draws.chance(this.state.mechanisms.build.refKeyStaleHit, this.state.key(service.name), PURPOSE.staleHit)
  }

  private hasPackages(spec: BuildSpec, service: Service, layer: Layer, ref: ImageLayerRef, d: SimDeployment): boolean {
    if (spec.dependencyCache === 'none') return false
    const name = spec.dependencyCache === 'ref' ? `${service.name}/${layer.name}` : cacheKey(service, ref)
    const present = spec.dependencyCache === 'ref' ? !d.lockFileChanged.has(service.name) : this.packages.has(name)
    this.packages.add(name)
    return present
  }

  private transfer(sizeMiB: number, d: SimDeployment): number {
    return Math.round((1_000 * d.draws.slowness * sizeMiB) / this.state.mechanisms.build.registryMiBPerSecond)
  }

  private remember(service: Service, image: readonly ImageLayerRef[], day: number): void {
    for (const layer of image) {
      this.layers.store(cacheKey(service, layer), day)
      this.packages.add(cacheKey(service, layer))
    }
  }

  private release(d: SimDeployment, image: readonly ImageLayerRef[], source: number, intended: number): Release {
    return { source, intended, image, label: `d${d.address.deployment}` }
  }

  private addStaleFlaw(service: string, d: SimDeployment): void {
    d.flaws.push({
      id: `stale build of ${service}`,
      cause: 'stale-cache',
      service,
      symptom: { kind: 'stale' },
      stage: 'build',
      caughtBy: undefined,
    })
  }
}

const sizeOf = (layers: readonly ImageLayerRef[]): number => layers.reduce((sum, layer) => sum + layer.sizeMiB, 0)
const cacheKey = (service: Service, layer: ImageLayerRef): string => `${service.name}@${layer.digest}`
