import type { Millis } from '../../../model/units.ts'
import type { ImageLayer } from './template.ts'

/** Below which share of its size a full store is emptied (kubelet: high threshold 85 %, low threshold 80 %). */
const LOW_WATER = 80 / 85

interface StoredLayer {
  readonly sizeMiB: number
  readonly thereAt: Millis
  usedAt: Millis
}

/**
 * The layers on a node and its pull queue. A layer that is still being pulled is in the store with the instant at which it will
 * be there. When the store is full the least recently used layers go, as the kubelet collects images.
 */
export class ImageStore {
  private readonly layers = new Map<string | number, StoredLayer>()
  private readonly freeAt: Millis[]
  private readonly capacityMiB: number
  private storedMiB = 0
  /** How often layers have vanished, for whoever remembers that an image was there. */
  losses = 0

  constructor(parallelPulls: number, capacityMiB: number) {
    this.freeAt = new Array(parallelPulls).fill(0)
    this.capacityMiB = capacityMiB
  }

  /** Whether every layer of the image will be there at `time`. The last ones change most often, so they are looked for first. */
  has(image: readonly ImageLayer[], time: Millis): boolean {
    for (let i = image.length - 1; i >= 0; i--) {
      const stored = this.layers.get(image[i]!.digest)
      if (stored === undefined || stored.thereAt > time) return false
    }
    return true
  }

  /** Layers of the image that are neither there nor under way. */
  missing(image: readonly ImageLayer[]): number {
    let count = 0
    for (const layer of image) if (!this.layers.has(layer.digest)) count++
    return count
  }

  /**
   * Queues a pull and returns when it ends. Pulls are taken in turn, each by the first free puller; layers under way in
   * another pull are waited for and not pulled twice (containerd locks a layer while it is fetched).
   */
  pull(image: readonly ImageLayer[], now: Millis, cost: { manifest: Millis; mibPerSecond: number }): Millis {
    const puller = this.firstFree()
    let mib = 0
    let end = Math.max(now, this.freeAt[puller]!) + cost.manifest
    for (const layer of image) {
      const stored = this.layers.get(layer.digest)
      if (stored === undefined) mib += layer.sizeMiB
      else if (stored.thereAt > end) end = stored.thereAt
    }
    end += Math.ceil((mib * 1_000) / cost.mibPerSecond)
    this.freeAt[puller] = end
    for (const layer of image) this.put(layer, end)
    if (this.storedMiB > this.capacityMiB) this.collect(now)
    return end
  }

  /** Queues a pull that will end with an error after `duration`. */
  pullInVain(now: Millis, duration: Millis): Millis {
    const puller = this.firstFree()
    return (this.freeAt[puller] = Math.max(now, this.freeAt[puller]!) + duration)
  }

  /** The pull that was to end at `end` failed: what it was to bring is not there. */
  giveUp(image: readonly ImageLayer[], end: Millis): void {
    this.losses++
    for (const layer of image) {
      if (this.layers.get(layer.digest)?.thereAt !== end) continue
      this.layers.delete(layer.digest)
      this.storedMiB -= layer.sizeMiB
    }
  }

  /** Puts an image there at once. */
  preload(image: readonly ImageLayer[]): void {
    for (const layer of image) this.put(layer, 0)
  }

  /** A container is started from the image. */
  use(image: readonly ImageLayer[], now: Millis): void {
    for (const layer of image) {
      const stored = this.layers.get(layer.digest)
      if (stored !== undefined) stored.usedAt = now
    }
  }

  private put(layer: ImageLayer, thereAt: Millis): void {
    if (this.layers.has(layer.digest)) return
    this.layers.set(layer.digest, { sizeMiB: layer.sizeMiB, thereAt, usedAt: thereAt })
    this.storedMiB += layer.sizeMiB
  }

  private firstFree(): number {
    let first = 0
    for (let i = 1; i < this.freeAt.length; i++) if (this.freeAt[i]! < this.freeAt[first]!) first = i
    return first
  }

  private collect(now: Millis): void {
    this.losses++
    const byUse = [...this.layers].sort(([, a], [, b]) => a.usedAt - b.usedAt)
    for (const [digest, layer] of byUse) {
      if (this.storedMiB <= this.capacityMiB * LOW_WATER) return
      if (layer.thereAt > now) continue
      this.layers.delete(digest)
      this.storedMiB -= layer.sizeMiB
    }
  }
}
