import { createHash } from 'node:crypto'

/**
 * Random draws of one instance, the same for the same seed, instance and purpose: what a pod draws for its start up does not depend
 * on how many requests it served.
 */
export class Draws {
  private readonly prefix: string
  private readonly counts = new Map<string, number>()

  constructor(seed: string, instance: string) {
    this.prefix = `${seed}/${instance}`
  }

  /** The next uniform draw in (0, 1) for a purpose. */
  uniform(purpose: string): number {
    const count = this.counts.get(purpose) ?? 0
    this.counts.set(purpose, count + 1)
    const hash = createHash('sha256').update(`${this.prefix}/${purpose}/${count}`).digest()
    return (hash.readUIntBE(0, 6) + 0.5) / 2 ** 48
  }

  /** A draw from a distribution given by equally spaced quantiles, the least and the greatest included; linear in between. */
  fromQuantiles(quantiles: readonly number[], purpose: string): number {
    const place = this.uniform(purpose) * (quantiles.length - 1)
    const below = quantiles[Math.floor(place)] ?? 0
    const above = quantiles[Math.ceil(place)] ?? below
    return below + (above - below) * (place % 1)
  }
}
