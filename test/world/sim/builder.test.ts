import { describe, expect, it } from 'vitest'
import { constant } from '../../../src/model/distribution.ts'
import type { ServiceInput } from '../../../src/model/fleet.ts'
import type { JobInput, LayerCache } from '../../../src/model/pipeline.ts'
import { eventsOf, outcomeOf, rehearsal, rehearse, spanOf } from '../../rehearsal.ts'

const seconds = (n: number) => constant(n * 1_000)

const web: ServiceInput = {
  name: 'web',
  layers: [
    { name: 'base', input: 'base', sizeMiB: 100, build: seconds(10) },
    { name: 'dependencies', input: 'lock-file', sizeMiB: 50, build: seconds(20) },
    { name: 'application', input: 'source', sizeMiB: 10, build: seconds(30) },
  ],
}

const build = (layerCache: LayerCache, more: Partial<Extract<JobInput, { kind: 'build' }>> = {}): JobInput => ({
  kind: 'build',
  name: 'image',
  layerCache,
  daemon: 'warm',
  dependencyCache: 'lock-file',
  ...more,
})

const mechanisms = {
  build: {
    coldDependencies: seconds(40),
    daemonStart: seconds(5),
    cacheImport: seconds(2),
    registryMiBPerSecond: 10,
    cacheExportShare: 0.5,
  },
}

function builds(
  layerCache: LayerCache,
  of: { deployments?: object; count?: number; job?: object; mechanisms?: object } = {},
) {
  const scenario = rehearsal({
    services: [web],
    pipeline: { stages: [{ name: 'build', jobs: [build(layerCache, of.job)] }] },
    deployments: { perDay: 1, baseImageEveryDays: 1_000, ...of.deployments },
    mechanisms: { build: { ...mechanisms.build, ...of.mechanisms } },
  })
  return rehearse(scenario, { deployments: of.count ?? 1 }).map((recording) => ({
    seconds: spanOf(recording, 'image/web').finished / 1_000,
    hits: eventsOf(recording, 'cache')[0]!.hits,
    misses: eventsOf(recording, 'cache')[0]!.misses,
    outcome: outcomeOf(recording),
  }))
}

const REGISTRY: LayerCache = { kind: 'registry', key: 'content-hash', mode: 'min' }

describe('an image build', () => {
  it('executes every layer and pushes every layer without a cache', () => {
    const [cold] = builds({ kind: 'none' })
    expect(cold).toMatchObject({ hits: 0, misses: 3, seconds: 10 + 20 + 30 + 160 / 10 })
  })

  it('executes only the application layer when only the sources changed, after pulling its parents', () => {
    const [warm] = builds(REGISTRY)
    expect(warm).toMatchObject({ hits: 2, misses: 1, seconds: 2 + 150 / 10 + 30 + 10 / 10 })
  })

  it('misses everything after the first miss: a new lock file rebuilds the application as well', () => {
    const [changed] = builds(REGISTRY, { deployments: { lockFileChanges: 1 } })
    expect(changed).toMatchObject({ hits: 1, misses: 2, seconds: 2 + 100 / 10 + 40 + 20 + 30 + 60 / 10 })
  })

  it('misses every layer after a new base image', () => {
    const [, , third] = builds(REGISTRY, { count: 3, deployments: { baseImageEveryDays: 4 } })
    expect(third).toMatchObject({ hits: 0, misses: 3 })
  })

  it('pays for exporting the layers of the other stages with mode=max', () => {
    const [min] = builds(REGISTRY)
    const [max] = builds({ ...REGISTRY, mode: 'max' } as LayerCache)
    expect(max!.seconds - min!.seconds).toBeCloseTo((10 * 0.5) / 10, 5)
  })

  it('starts a cold daemon once a build', () => {
    const [warm] = builds(REGISTRY)
    const [cold] = builds(REGISTRY, { job: { daemon: 'cold' } })
    expect(cold!.seconds - warm!.seconds).toBe(5)
  })

  it('fetches packages again only when the lock file has not been seen before', () => {
    const [without] = builds({ kind: 'none' }, { job: { dependencyCache: 'none' } })
    const [withCache] = builds({ kind: 'none' })
    expect(without!.seconds - withCache!.seconds).toBe(40)
  })

  it('ships old code without a word when a branch name is the key, and everything looks green', () => {
    const [stale] = builds({ kind: 'registry', key: 'ref', mode: 'min' }, { mechanisms: { refKeyStaleHit: 1 } })
    expect(stale).toMatchObject({ hits: 3, misses: 0, seconds: 2, outcome: 'succeeded' })
  })

  it('never ships old code when the content is the key', () => {
    const [fresh] = builds(REGISTRY, { mechanisms: { refKeyStaleHit: 1 } })
    expect(fresh!.misses).toBe(1)
  })

  it('finds on a runner of its own only what that runner built', () => {
    const scenario = rehearsal({
      services: [web],
      pipeline: {
        runners: 4,
        stages: [{ name: 'build', jobs: [build({ kind: 'local', key: 'content-hash' })] }],
      },
      deployments: { perDay: 8, daysPerStretch: 50, baseImageEveryDays: 1_000 },
    })
    const hits = rehearse(scenario, { deployments: 400 }).filter((one) => eventsOf(one, 'cache')[0]!.hits > 0).length
    expect(hits / 400).toBeGreaterThan(0.25 - 0.065)
    expect(hits / 400).toBeLessThan(0.25 + 0.065)
  })
})
