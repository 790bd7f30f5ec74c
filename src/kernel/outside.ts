/** How an operation outside the simulation ended. */
export type Settlement<T> = { kind: 'resolved'; value: T } | { kind: 'rejected'; reason: unknown }

/**
 * The world outside of simulated time, as a kernel sees it while a real-time loop drives it: operations are begun here and
 * their ends come back as events of the kernel.
 */
export interface Outside {
  /**
   * Counts `promise` as under way until it settles, then calls `settled` between two events, with the clock at that instant.
   * The returned function gives it up: the loop then ends without it and `settled` is not called.
   */
  begin<T>(promise: Promise<T>, settled: (settlement: Settlement<T>) => void): () => void
}
