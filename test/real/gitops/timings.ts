/** Times of things that were repeated, for a table in the output of tests. */
export class Timings {
  private readonly times = new Map<string, number[]>()

  /** Measures some work, in milliseconds. */
  async measure<T>(what: string, work: () => Promise<T>): Promise<T> {
    const from = performance.now()
    const result = await work()
    this.times.set(what, [...(this.times.get(what) ?? []), performance.now() - from])
    return result
  }

  /** How often something was measured. */
  count(what: string): number {
    return this.times.get(what)?.length ?? 0
  }

  /** A row for everything that was measured: how often, median, least and most in seconds. */
  get table(): string {
    const rows = [...this.times].map(([what, times]) => {
      const sorted = times.toSorted((a, b) => a - b)
      const median = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
      const seconds = [median, sorted[0]!, sorted.at(-1)!].map((ms) => (ms / 1_000).toFixed(1).padStart(7))
      return `${what.padEnd(52)} ${String(times.length).padStart(3)} ${seconds.join(' ')}`
    })
    const head = `${'seconds'.padEnd(52)}   n  median     min     max`
    return [head, ...rows].join('\n')
  }
}
