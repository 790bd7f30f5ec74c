import type { Vertex } from './progress.ts'

/**
 * The instruction that makes each layer of the model, by the name that BuildKit gives to its vertex. The stages are those of
 * `harness/service/Dockerfile`.
 */
const LAYERS = {
  base: /^\[base \d+\/\d+\] COPY platform\.json/,
  dependencies: /^\[dependencies \d+\/\d+\] RUN/,
  application: /^\[build \d+\/\d+\] RUN/,
} as const

/** Which layers were found in a cache. */
export type LayerHits = Readonly<Record<keyof typeof LAYERS, boolean>>

/** What a build found in a cache. A layer whose instruction BuildKit did not even look at was not needed, which is a hit. */
export function layerHits(vertices: readonly Vertex[]): LayerHits {
  const isHit = (pattern: RegExp): boolean => {
    const vertex = vertices.find(({ name }) => pattern.test(name))
    return vertex === undefined || vertex.cached
  }
  return {
    base: isHit(LAYERS.base),
    dependencies: isHit(LAYERS.dependencies),
    application: isHit(LAYERS.application),
  }
}

/** Hits and misses, as a `cache` event counts them. */
export function countHits(hits: LayerHits): { readonly hits: number; readonly misses: number } {
  const all = Object.values(hits)
  const found = all.filter((hit) => hit).length
  return { hits: found, misses: all.length - found }
}
