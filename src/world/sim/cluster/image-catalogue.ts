import type { ImageLayer } from './template.ts'

/** A layer as a small integer. */
export type LayerId = number

/** The layers that a cluster has ever been told of, under small integers: nodes then keep arrays instead of maps. */
export class ImageCatalogue {
  private readonly ids = new Map<string | number, LayerId>()
  private readonly sizesMiB: number[] = []

  /** The layers of an image, base first. */
  idsOf(image: readonly ImageLayer[]): readonly LayerId[] {
    return image.map(({ digest, sizeMiB }) => {
      const known = this.ids.get(digest)
      if (known !== undefined) return known
      const id = this.sizesMiB.push(sizeMiB) - 1
      this.ids.set(digest, id)
      return id
    })
  }

  /** How many layers there are. */
  get length(): number {
    return this.sizesMiB.length
  }

  /** Compressed size of a layer. */
  sizeOf(id: LayerId): number {
    return this.sizesMiB[id]!
  }
}
