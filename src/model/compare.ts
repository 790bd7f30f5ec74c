import type { ReportEstimate } from './report.ts'

/** Version of the layout of what `compare --format json` prints. */
export const COMPARE_SCHEMA_VERSION = 1

/**
 * How two sources were set against each other: deployment by deployment under the same draws, as two independent sets of
 * deployments, or from the intervals of their reports, where the deployments themselves are not at hand.
 */
export type Pairing = 'paired' | 'independent' | 'from-intervals'

/** What was compared: a report, or a scenario that was simulated for the purpose. */
export interface ComparedSource {
  readonly kind: 'report' | 'scenario'
  /** As it was named. */
  readonly file: string
  readonly name: string
  readonly environment: 'sim' | 'kind'
  readonly seed: number
  readonly runs: number
}

/** How a metric differs between two sources. */
export interface ComparedMetric {
  /** Positions of the two among the sources; `from` is the first of them all. */
  readonly from: number
  readonly to: number
  readonly metric: string
  readonly unit: string
  readonly pairing: Pairing
  readonly before: number | null
  readonly after: number | null
  /** Second minus first, with its 95 % interval. */
  readonly difference: ReportEstimate
  /** Second over first. */
  readonly ratio: ReportEstimate
}

/** How two or more sources differ from the first of them. */
export interface CompareReport {
  readonly kind: 'compare'
  readonly schemaVersion: typeof COMPARE_SCHEMA_VERSION
  readonly confidence: number
  readonly sources: readonly ComparedSource[]
  readonly comparisons: readonly ComparedMetric[]
  readonly notes: readonly string[]
}

/** Two columns of timings from elsewhere. */
export interface SampleComparison {
  readonly kind: 'samples'
  readonly schemaVersion: typeof COMPARE_SCHEMA_VERSION
  readonly confidence: number
  readonly samples: readonly {
    readonly file: string
    readonly column: string
    readonly n: number
    readonly mean: number
    readonly median: number
  }[]
  /** Whether row i of both belongs together. */
  readonly paired: boolean
  /** Mean of the second minus mean of the first. */
  readonly difference: ReportEstimate
  /** Mean of the second over mean of the first; null ends where they are not all positive. */
  readonly ratio: ReportEstimate
  /** By how much the second typically lies above the first: Hodges–Lehmann, with the interval that belongs to the test. */
  readonly shift: ReportEstimate
  /** In how many of all pairs (one value of each) the second is larger, ties counting half; 0.5 is no difference. */
  readonly superiority: number
  readonly test: { readonly name: 'Mann–Whitney' | 'signed rank'; readonly p: number; readonly exact: boolean }
  /** `larger`, `smaller`: the second, shown at the confidence; `undecided`: not shown. */
  readonly verdict: 'larger' | 'smaller' | 'undecided'
}
