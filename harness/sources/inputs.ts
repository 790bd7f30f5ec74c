import type { Layer, LayerInput, Service } from '../../src/model/fleet.ts'
import type { Millis } from '../../src/model/units.ts'
import { durationQuantile, key, RandomSource } from '../../src/random/index.ts'
import type { SourceRevision } from './revision.ts'

/** Packages of a service. A change of the lock file moves one of them to a new version. */
const PACKAGES = 8

/** The file `packages.lock.json` of a revision, as `harness/service/image/install.ts` reads it. */
export function lockFile(service: Service, { lockFile: changes, branch }: SourceRevision, seed: number): object {
  const sizeKiB = Math.round((sizeMiB(service, 'lock-file') * 1_024) / PACKAGES)
  const packages = Array.from({ length: PACKAGES }, (_, index) => ({
    name: `${service.name}-package-${index + 1}`,
    version: versionOf(Math.floor((changes + PACKAGES - 1 - index) / PACKAGES), branch),
    sizeKiB,
  }))
  return { packages, workMs: work(service, 'lock-file', changes, seed) }
}

/** A package that a branch moved to a new version is one that no other branch has. */
const versionOf = (moves: number, branch: string | undefined): string =>
  `1.${moves}.0${moves === 0 || branch === undefined ? '' : `-${branch}`}`

/** The file `app/build.json` of a revision, as `harness/service/image/compile.ts` reads it. */
export function buildFile(service: Service, { source }: SourceRevision, seed: number): object {
  return { sizeKiB: Math.round(sizeMiB(service, 'source') * 1_024), workMs: work(service, 'source', source, seed) }
}

/**
 * Processor time of the instructions behind an input: one draw from each layer's distribution, which belongs to the content, so that
 * the same revision is always the same work.
 */
function work(service: Service, input: LayerInput, change: number, seed: number): Millis {
  const scope = new RandomSource(seed).scope(0, change)
  return layersOf(service, input)
    .map((layer, index) =>
      durationQuantile(layer.build, scope.uniform(key(service.name), key(`work of ${input}`), index)),
    )
    .reduce((sum, ms) => sum + ms, 0)
}

const layersOf = (service: Service, input: LayerInput): readonly Layer[] =>
  service.layers.filter((layer) => layer.input === input)

const sizeMiB = (service: Service, input: LayerInput): number =>
  layersOf(service, input).reduce((sum, layer) => sum + layer.sizeMiB, 0)
