/** One run as a history keeps it: where it came from, and its figures. */
export interface HistoryRun {
  /** Equal for the same run, so that adding it twice keeps it once. */
  readonly key: string
  /** When it began, as an ISO 8601 instant. */
  readonly recordedAt: string
  readonly scenario: string
  readonly scenarioHash: string
  readonly environment: 'sim' | 'kind'
  readonly seed: number
  readonly runs: number
  readonly partial: boolean
  /** Null outside of version control. */
  readonly commit: string | null
  /** Whether there were changes that were not committed; null where that is not known. */
  readonly dirty: boolean | null
  /** The machine, in words. */
  readonly host: string
  /** Version of seatrial. */
  readonly seatrial: string
  readonly figures: readonly HistoryFigure[]
  readonly verdicts: readonly { readonly target: string; readonly status: 'pass' | 'fail' | 'inconclusive' }[]
}

/** A figure of a run, in the unit of reports. */
export interface HistoryFigure {
  readonly metric: string
  readonly statistic: string
  readonly unit: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly n: number
}
