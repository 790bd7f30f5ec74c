import { describe, expect, it } from 'vitest'
import { buildArguments } from '../../../harness/buildkit/arguments.ts'
import { type JobInput, jobSchema } from '../../../src/model/pipeline.ts'

type BuildInput = Extract<JobInput, { kind: 'build' }>

function argumentsFor(job: Omit<BuildInput, 'kind' | 'name'>, more: { lockFile?: number; nonce?: string } = {}) {
  const spec = jobSchema.parse({ kind: 'build', name: 'images', ...job })
  if (spec.kind !== 'build') throw new TypeError('expected a build job')
  const { lockFile = 0, nonce = '1' } = more
  return buildArguments({
    spec,
    revision: { service: 'payment', base: 0, lockFile, source: 3, faults: {} },
    branch: 'main',
    repository: 'registry/services/payment',
    tag: 'r3',
    cacheReference: 'registry/cache/payment:main',
    baseImage: 'registry/seed/node:24-slim',
    sourcesFile: '/sources.json',
    nonce,
  })
}

const packages = (args: readonly string[]): string => args.find((arg) => arg.startsWith('PACKAGE_CACHE='))!

describe('the arguments of a build', () => {
  it('turn the cache off where the pipeline has none', () => {
    const args = argumentsFor({ layerCache: { kind: 'none' } })
    expect(args).toContain('--no-cache')
    expect(args).not.toContain('--cache-to')
  })

  it('name the registry cache and its mode', () => {
    const args = argumentsFor({ layerCache: { kind: 'registry', mode: 'min' } })
    expect(args).toContain('type=registry,ref=registry/cache/payment:main')
    expect(args).toContain('type=registry,ref=registry/cache/payment:main,mode=min')
  })

  it('hand the branch over instead of its content when the key is the branch', () => {
    const byContent = argumentsFor({ layerCache: { kind: 'registry', key: 'content-hash' } })
    const byBranch = argumentsFor({ layerCache: { kind: 'registry', key: 'ref' } })
    expect(byContent).not.toContain('KEY_POLICY=ref')
    expect(byBranch).toEqual(expect.arrayContaining(['KEY_POLICY=ref', 'REF=main', 'id=sources,src=/sources.json']))
  })

  it('keep packages by branch, by lock file, or for one build only', () => {
    const registry = { kind: 'registry' } as const
    const of = (dependencyCache: 'none' | 'lock-file' | 'ref', lockFile: number) =>
      packages(argumentsFor({ layerCache: registry, dependencyCache }, { lockFile }))
    expect(of('ref', 0)).toBe(of('ref', 1))
    expect(of('lock-file', 0)).not.toBe(of('lock-file', 1))
    const once = (nonce: string) => packages(argumentsFor({ layerCache: { kind: 'none' } }, { nonce }))
    expect(once('1')).not.toBe(once('2'))
  })
})
