import type { Millis } from '../../../model/units.ts'
import type { ImageCatalogue, LayerId } from './image-catalogue.ts'

/** Below which share of its size a full store is emptied (kubelet: high threshold 85 %, low threshold 80 %). */
const LOW_WATER = 80 / 85
const ABSENT = Number.POSITIVE_INFINITY

/**
 * The layers on a node and its pull queue. A layer that is still being pulled is in the store with the instant at which it will
 * be there. When the store is full the least recently used layers go, as the kubelet collects images.
 */
export class ImageStore {
  /** How often layers have vanished, for whoever remembers that an image was there. */
  losses = 0
  private readonly catalogue: ImageCatalogue
  /** When each layer is (or was) there, and when it was last used; by layer. */
  private thereAt: Float64Array
  private usedAt: Float64Array
  private readonly freeAt: Millis[]
  private readonly capacityMiB: number
  private storedMiB = 0

  constructor(catalogue: ImageCatalogue, limits: { parallelPulls: number; capacityMiB: number }) {
    this.catalogue = catalogue
    this.thereAt = new Float64Array(0)
    this.usedAt = new Float64Array(0)
    this.freeAt = new Array(limits.parallelPulls).fill(0)
    this.capacityMiB = limits.capacityMiB
  }

  /** Whether every layer of the image will be there at `time`. The last ones change most often, so they are looked for first. */
  has(image: readonly LayerId[], time: Millis): boolean {
    const { thereAt } = this
    for (let i = image.length - 1; i >= 0; i--) {
      const id = image[i]!
      if (id >= thereAt.length || thereAt[id]! > time) return false
    }
    return true
  }

  /**
   * Queues a pull and returns when it ends. Pulls are taken in turn, each by the first free puller; layers under way in
   * another pull are waited for and not pulled twice (containerd locks a layer while it is fetched).
   */
  pull(image: readonly LayerId[], now: Millis, cost: { manifest: Millis; mibPerSecond: number }): Millis {
    this.makeRoom()
    const { thereAt } = this
    const puller = this.firstFree()
    let mib = 0
    let end = Math.max(now, this.freeAt[puller]!) + cost.manifest
    for (const id of image) {
      if (thereAt[id] === ABSENT) mib += this.catalogue.sizeOf(id)
      else if (thereAt[id]! > end) end = thereAt[id]!
    }
    end += Math.ceil((mib * 1_000) / cost.mibPerSecond)
    this.freeAt[puller] = end
    for (const id of image) this.put(id, end)
    if (this.storedMiB > this.capacityMiB) this.collect(now)
    return end
  }

  /** Queues a pull that will end with an error after `duration`. */
  pullInVain(now: Millis, duration: Millis): Millis {
    const puller = this.firstFree()
    const end = Math.max(now, this.freeAt[puller]!) + duration
    this.freeAt[puller] = end
    return end
  }

  /** The pull that was to end at `end` failed: what it was to bring is not there. */
  giveUp(image: readonly LayerId[], end: Millis): void {
    this.losses++
    for (const id of image) if (this.thereAt[id] === end) this.drop(id)
  }

  /** Puts an image there at once. */
  preload(image: readonly LayerId[]): void {
    this.makeRoom()
    for (const id of image) this.put(id, 0)
  }

  /** A container is started from the image. */
  use(image: readonly LayerId[], now: Millis): void {
    for (const id of image) this.usedAt[id] = now
  }

  private put(id: LayerId, thereAt: Millis): void {
    this.usedAt[id] = thereAt
    if (this.thereAt[id] !== ABSENT) return
    this.thereAt[id] = thereAt
    this.storedMiB += this.catalogue.sizeOf(id)
  }

  private drop(id: LayerId): void {
    this.thereAt[id] = ABSENT
    this.storedMiB -= this.catalogue.sizeOf(id)
  }

  private firstFree(): number {
    let first = 0
    for (let i = 1; i < this.freeAt.length; i++) if (this.freeAt[i]! < this.freeAt[first]!) first = i
    return first
  }

  private collect(now: Millis): void {
    this.losses++
    const stored = [...this.thereAt.keys()].filter((id) => this.thereAt[id]! <= now)
    stored.sort((a, b) => this.usedAt[a]! - this.usedAt[b]!)
    for (const id of stored) {
      if (this.storedMiB <= this.capacityMiB * LOW_WATER) return
      this.drop(id)
    }
  }

  /** Lets the arrays cover every layer that is known by now. */
  private makeRoom(): void {
    const { length } = this.catalogue
    if (length <= this.thereAt.length) return
    const { thereAt, usedAt } = this
    const capacity = Math.max(256, 2 ** Math.ceil(Math.log2(length)))
    this.thereAt = new Float64Array(capacity).fill(ABSENT)
    this.thereAt.set(thereAt)
    this.usedAt = new Float64Array(capacity)
    this.usedAt.set(usedAt)
  }
}
