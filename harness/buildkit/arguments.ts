import type { JobOf } from '../../src/model/pipeline.ts'
import { type SourceRevision, shortHash } from '../sources/revision.ts'

/** What a build needs to know to be told to buildx. */
export interface BuildOrder {
  readonly spec: Pick<JobOf<'build'>, 'layerCache' | 'dependencyCache'>
  readonly revision: SourceRevision
  /** The branch that is built: the key of what is cached by reference, and the name under which layers are kept. */
  readonly branch: string
  /** Name of the image without a tag. */
  readonly repository: string
  readonly tag: string
  /** Name under which the registry keeps cached layers. */
  readonly cacheReference: string
  readonly baseImage: string
  /** File of the sources, for builds that check out the branch themselves. */
  readonly sourcesFile: string
  /** Differs from that of every other build. */
  readonly nonce: string
}

/** The arguments of `docker buildx build` that say what is cached, where, and under which keys. */
export function buildArguments(order: BuildOrder): readonly string[] {
  const { spec, baseImage, repository, tag } = order
  return [
    ...buildArg('BASE_IMAGE', baseImage),
    ...buildArg('PACKAGE_CACHE', packageCache(order)),
    ...keyPolicy(order),
    ...layerCache(order),
    ...(spec.layerCache.kind === 'none' ? ['--no-cache'] : []),
    ...['--tag', `${repository}:${tag}`, '--push', '--provenance=false', '--progress=plain'],
  ]
}

const buildArg = (name: string, value: string): readonly string[] => ['--build-arg', `${name}=${value}`]

/** `content-hash` leaves keys to BuildKit; `ref` makes the layer of the sources depend on the branch's name alone. */
function keyPolicy({ spec, branch, sourcesFile }: BuildOrder): readonly string[] {
  if (spec.layerCache.kind === 'none' || spec.layerCache.key === 'content-hash') return []
  return [...buildArg('KEY_POLICY', 'ref'), ...buildArg('REF', branch), '--secret', `id=sources,src=${sourcesFile}`]
}

function layerCache({ spec, branch, cacheReference, repository }: BuildOrder): readonly string[] {
  switch (spec.layerCache.kind) {
    case 'none':
    case 'local':
      return []
    case 'inline':
      return [
        '--cache-to',
        'type=inline',
        '--cache-from',
        `type=registry,ref=${repository}:${branch}`,
        '--tag',
        `${repository}:${branch}`,
      ]
    case 'registry': {
      const reference = `type=registry,ref=${cacheReference}`
      return ['--cache-from', reference, '--cache-to', `${reference},mode=${spec.layerCache.mode}`]
    }
  }
}

/**
 * Name of the folder of packages that the build daemon keeps between builds. Without a dependency cache it is one that no other lock
 * file has, and where layers are not cached either, one that no other build has.
 */
function packageCache({ spec, branch, revision, nonce }: BuildOrder): string {
  const { service, lockFile } = revision
  const of = lockFile === 0 ? { service, lockFile } : { service, lockFile, branch: revision.branch }
  switch (spec.dependencyCache) {
    case 'ref':
      return `${service}-${branch}`
    case 'lock-file':
      return `${service}-${shortHash(of)}`
    case 'none':
      return spec.layerCache.kind === 'none' ? `${service}-${nonce}` : `${service}-none-${shortHash(of)}`
  }
}
