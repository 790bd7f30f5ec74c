/** One figure over time, with the places where it changed. A finished report: reporters compute nothing. */
export interface Trend {
  readonly title: string
  readonly unit: string
  /** In the order of time. */
  readonly points: readonly TrendPoint[]
  /** Ascending by index. */
  readonly changePoints: readonly TrendChange[]
}

/** One run. */
export interface TrendPoint {
  readonly value: number
  /** Ends of its interval; null where it has none. */
  readonly low: number | null
  readonly high: number | null
  /** What tells it from the others: a date, a commit, a row. */
  readonly label: string
}

/** Where a new regime begins. */
export interface TrendChange {
  /** Zero-based index of its first point. */
  readonly index: number
  /** Permutation p of the change. */
  readonly p: number
  /** Means of the regime before and of this one. */
  readonly before: number
  readonly after: number
}
