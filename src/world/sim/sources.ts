import type { Deployments } from '../../model/deployments.ts'
import type { LayerInput, Service } from '../../model/fleet.ts'
import { key, subkey } from '../../random/index.ts'

/** Which revision of its inputs a service is at. */
export interface SourceRevision {
  readonly base: number
  readonly lockFile: number
  readonly source: number
}

/** A layer of an image as nodes and registries know it. */
export interface ImageLayerRef {
  readonly digest: number
  readonly sizeMiB: number
}

/**
 * The content of the repositories over time: each change of a service moves its sources on, some its lock file, and a new
 * base image comes every so many days for all. What a layer is made of follows from it.
 */
export class Sources {
  private readonly revisions = new Map<string, { lockFile: number; source: number }>()
  private readonly baseEvery: number

  constructor(deployments: Deployments) {
    this.baseEvery = deployments.baseImageEveryDays
  }

  /** A change is merged. */
  change(service: string, lockFile: boolean): void {
    const now = this.revisions.get(service) ?? { lockFile: 0, source: 0 }
    this.revisions.set(service, { lockFile: now.lockFile + (lockFile ? 1 : 0), source: now.source + 1 })
  }

  /** How often a service has changed in this stretch. */
  changesOf(service: string): number {
    return this.revisions.get(service)?.source ?? 0
  }

  /** What is at the head of the branch. A stretch begins in the middle of a base image's life. */
  head(service: string, day: number): SourceRevision {
    const base = Math.floor((day + this.baseEvery / 2) / this.baseEvery)
    return { base, ...(this.revisions.get(service) ?? { lockFile: 0, source: 0 }) }
  }
}

const INPUT: Record<LayerInput, (revision: SourceRevision) => number> = {
  base: (revision) => revision.base,
  'lock-file': (revision) => revision.lockFile,
  source: (revision) => revision.source,
}

/**
 * The layers of an image at a revision. Each digest is that of (parent, instruction, content copied), as in an OCI image
 * whose builds are reproducible: a change moves its own layer and all that follow. Base layers are the same for all
 * services that have a base of the same name and size.
 */
export function imageOf(service: Service, revision: SourceRevision): ImageLayerRef[] {
  let chain = key('scratch')
  return service.layers.map((layer) => {
    const instruction =
      layer.input === 'base' ? key(`${layer.name}:${layer.sizeMiB}`) : key(`${service.name}/${layer.name}`)
    chain = subkey(subkey(chain, instruction), INPUT[layer.input](revision))
    return { digest: chain, sizeMiB: layer.sizeMiB }
  })
}
