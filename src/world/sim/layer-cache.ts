/**
 * Finished layers in a cache, by service: the key under which each was stored and the working day on which it was last
 * read. A cache forgets what nobody reads (registry clean-up).
 */
export class LayerCache {
  private readonly stored = new Map<string, number>()
  private readonly retentionDays: number

  constructor(retentionDays: number) {
    this.retentionDays = retentionDays
  }

  /** Whether a layer is there; reading it keeps it for longer. */
  lookUp(key: string, day: number): boolean {
    const read = this.stored.get(key)
    if (read === undefined) return false
    if (day - read > this.retentionDays) {
      this.stored.delete(key)
      return false
    }
    if (read !== day) this.stored.set(key, day)
    return true
  }

  store(key: string, day: number): void {
    this.stored.set(key, day)
  }

  /** Layers that are there. */
  get size(): number {
    return this.stored.size
  }

  /** Forgets everything: a new registry, or one that was cleared. */
  clear(): void {
    this.stored.clear()
  }
}
