import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BuildFacts, buildkitComponent } from '../../../harness/buildkit/component.ts'
import { buildxEnvironment } from '../../../harness/buildkit/daemon.ts'
import { ImageBuilder } from '../../../harness/buildkit/image-builder.ts'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { docker } from '../../../harness/docker/docker.ts'
import { labelled } from '../../../harness/docker/resources.ts'
import { type RegistryFacts, registryComponent } from '../../../harness/registry/component.ts'
import { Releases } from '../../../harness/releases/releases.ts'
import { labelsOf } from '../../../harness/run/run.ts'
import { Sources } from '../../../harness/sources/sources.ts'
import { Kernel, runInRealTime } from '../../../src/kernel/index.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { type JobOf, jobSchema, type LayerCache } from '../../../src/model/pipeline.ts'
import { Bench } from '../real-run.ts'
import { RecordedDeployment } from '../recorded-deployment.ts'
import { region } from '../small-fleet.ts'

const work = (ms: number) => ({ kind: 'constant' as const, value: ms })
const names = ['warm', 'cold', 'local', 'smallest', 'stale', 'lost']
const fleet = {
  regions: [region('us-east-1')],
  services: names.map((name) => ({
    name,
    layers: [
      { name: 'base', input: 'base' as const, sizeMiB: 0, build: work(0) },
      { name: 'dependencies', input: 'lock-file' as const, sizeMiB: 4, build: work(1_500) },
      { name: 'application', input: 'source' as const, sizeMiB: 0.5, build: work(300) },
    ],
  })),
}

const REGISTRY: LayerCache = { kind: 'registry', key: 'content-hash', mode: 'max' }

function spec(layerCache: LayerCache, more: Partial<JobOf<'build'>> = {}): JobOf<'build'> {
  const job = jobSchema.parse({ kind: 'build', name: 'images', layerCache, daemon: 'warm', ...more })
  if (job.kind !== 'build') throw new TypeError('expected a build job')
  return job
}

describe('builds with BuildKit', () => {
  let bench: Bench
  let registry: RegistryFacts
  let build: BuildFacts
  const sources = new Sources()
  const releases = new Releases()

  beforeAll(async () => {
    bench = await Bench.of(fleet)
    await bench.up(dockerComponent)
    registry = await bench.up(registryComponent)
    build = await bench.up(buildkitComponent)
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  /** Builds through `World.build`, and returns the result with what was recorded. */
  async function buildService(service: string, job: JobOf<'build'>) {
    const kernel = new Kernel()
    const services = fleetSchema.parse(fleet).services
    const builder = new ImageBuilder({ kernel, run: bench.run, build, registry, services, sources, releases, seed: 1 })
    const deployment = new RecordedDeployment([service])
    const task = kernel.spawn(builder.build({ job: 'images', spec: job, service }, deployment))
    const from = performance.now()
    await runInRealTime(kernel)
    const ms = performance.now() - from
    return { result: task.result, cache: deployment.of('cache')[0], steps: deployment.of('step'), ms }
  }

  /** Takes away what the warm daemon knows, so that only the registry can help. */
  const forget = () =>
    docker(['buildx', 'prune', '--builder', build.builder, '--all', '--force'], { env: buildxEnvironment(bench.run) })

  const image = (service: string): string => releases.builtBy({ stretch: 0, deployment: 0 }, service)!.image

  /** The revision inside an image, as a provenance check reads it. */
  const revisionIn = async (service: string): Promise<string> => {
    const local = image(service).replace(registry.address, registry.hostAddress)
    const run = ['run', '--rm', '--entrypoint', 'cat', local, 'app/release.json']
    try {
      return JSON.parse(await docker(run)).revision
    } finally {
      await docker(['rmi', '--force', local])
    }
  }

  it('execute everything once, then nothing, then what follows the change, with the registry as the only cache', async () => {
    const job = spec(REGISTRY, { dependencyCache: 'lock-file' })
    const cold = await buildService('warm', job)
    expect(cold).toMatchObject({ result: { ok: true }, cache: { hits: 0, misses: 3 } })
    await forget()
    const warm = await buildService('warm', job)
    expect(warm).toMatchObject({ result: { ok: true }, cache: { hits: 3, misses: 0 } })
    expect(warm.ms).toBeLessThan(cold.ms)
    sources.change('warm')
    await forget()
    expect(await buildService('warm', job)).toMatchObject({ cache: { hits: 2, misses: 1 } })
    sources.change('warm', { lockFile: true })
    expect(await buildService('warm', job)).toMatchObject({ cache: { hits: 1, misses: 2 } })
    sources.changeBase()
    expect(await buildService('warm', job)).toMatchObject({ cache: { hits: 0, misses: 3 } })
    expect(await revisionIn('warm')).toMatch(/^r2-/)
  })

  it('record steps that follow one another and fill most of the time', async () => {
    sources.change('warm')
    const { ms, steps } = await buildService('warm', spec(REGISTRY))
    expect(new Set(steps.map((event) => event.step))).toContain('layer-build')
    for (const [index, one] of steps.entries()) expect(one.from).toBeGreaterThanOrEqual(steps[index - 1]?.at ?? 0)
    const spent = steps.reduce((sum, one) => sum + one.at - one.from, 0)
    expect(spent).toBeGreaterThan(ms * 0.3)
    expect(spent).toBeLessThanOrEqual(ms)
  })

  it('execute all instructions every time without a cache', async () => {
    const job = spec({ kind: 'none' })
    for (let i = 0; i < 2; i++) expect(await buildService('warm', job)).toMatchObject({ cache: { hits: 0, misses: 3 } })
  })

  it('use the warm daemon as a cache of its own', async () => {
    const job = spec({ kind: 'local', key: 'content-hash' })
    await forget()
    expect(await buildService('local', job)).toMatchObject({ cache: { hits: 0, misses: 3 } })
    expect(await buildService('local', job)).toMatchObject({ cache: { hits: 3, misses: 0 } })
    await forget()
    expect(await buildService('local', job)).toMatchObject({ cache: { hits: 0, misses: 3 } })
  })

  it('have to repeat hidden stages when the cache holds only the layers of the image', async () => {
    const job = spec({ kind: 'registry', key: 'content-hash', mode: 'min' })
    await forget()
    await buildService('smallest', job)
    sources.change('smallest')
    await forget()
    expect(await buildService('smallest', job)).toMatchObject({ cache: { hits: 1, misses: 2 } })
  })

  it('take old code from a cache whose key is the branch, and report success', async () => {
    const job = spec({ kind: 'registry', key: 'ref', mode: 'max' })
    await buildService('stale', job)
    const before = await revisionIn('stale')
    sources.change('stale')
    const again = await buildService('stale', job)
    expect(again).toMatchObject({ result: { ok: true }, cache: { hits: 3, misses: 0 } })
    const meant = releases.builtBy({ stretch: 0, deployment: 0 }, 'stale')!.revision
    expect(await revisionIn('stale')).toBe(before)
    expect(meant).not.toBe(before)
    await buildService('stale', spec(REGISTRY))
    expect(await revisionIn('stale')).toBe(meant)
  })

  it('get a daemon of their own when it is to be cold, which is gone afterwards', async () => {
    const before = (await labelled(labelsOf(bench.run))).containers
    const { result } = await buildService('cold', spec({ kind: 'none' }, { daemon: 'cold' }))
    expect(result.ok).toBe(true)
    expect((await labelled(labelsOf(bench.run))).containers.toSorted()).toEqual([...before].toSorted())
  })

  it('end when they are interrupted, and leave no daemon', async () => {
    const before = (await labelled(labelsOf(bench.run))).containers
    const services = fleetSchema.parse(fleet).services
    const kernel = new Kernel()
    const builder = new ImageBuilder({ kernel, run: bench.run, build, registry, services, sources, releases, seed: 1 })
    const signal = AbortSignal.timeout(2_500)
    const run = builder.run(spec({ kind: 'none' }, { daemon: 'cold' }), sources.change('cold'), signal)
    await expect(run).rejects.toThrow()
    expect((await labelled(labelsOf(bench.run))).containers.toSorted()).toEqual([...before].toSorted())
  })

  it('fail as "registry unavailable" when the registry is away', async () => {
    await docker(['stop', `seatrial-${bench.run.id}-registry`])
    try {
      sources.change('lost')
      const { result } = await buildService('lost', spec(REGISTRY))
      expect(result).toMatchObject({ ok: false, failure: { class: 'registry-unavailable', service: 'lost' } })
    } finally {
      await docker(['start', `seatrial-${bench.run.id}-registry`])
    }
  })
})
