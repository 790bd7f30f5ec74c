/** What a target came to. */
export type Verdict = {
  readonly status: 'pass' | 'fail' | 'inconclusive'
  /** The bound that decided, or (inconclusive) the one that did not reach. `value` is null where the data give none. */
  readonly bound: Bound
  /** Further deployments still needed (definition at each function); null when decided, or when no number of them is known. */
  readonly needed: number | null
}

/** One end of an interval. */
export type Bound = {
  readonly side: 'upper' | 'lower'
  /** One-sided for claims; for reproductions the two-sided confidence of the interval that it belongs to. */
  readonly confidence: number
  readonly value: number | null
}

/** A target to be claimed: the statistic is at most (at least) `limit`, with one-sided `confidence`. */
export type Claim = {
  readonly comparison: 'atMost' | 'atLeast'
  readonly limit: number
  /** One-sided; 0.95 unless given. */
  readonly confidence?: number
}
