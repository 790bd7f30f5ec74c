import type { GateDecision } from '../../stats/index.ts'

/** Which of the two versions a run is of. */
export type Variant = 'baseline' | 'candidate'

/** What one run of a version came to, by metric, in any unit; larger is worse. */
export type Sample = Readonly<Record<string, number>>

/** What the gate runs, and what it may cost. */
export interface RealGateOptions {
  /** Runs a version once, from a state that does not depend on the run before. Rejects when it cannot be measured. */
  readonly measure: (variant: Variant, signal?: AbortSignal) => Promise<Sample>
  /** Gating metrics; every sample has them. */
  readonly metrics: readonly string[]
  /** Of the coin that tosses the order inside the pairs. Must not depend on results; it is recorded. */
  readonly seed: number
  /** Pairs that one stage may take at most: the budget. */
  readonly mostPairs: number
  /** Chance of a false first alarm over all metrics; 0.005. */
  readonly alpha?: number
  readonly confirmAlpha?: number
  /** Smallest ratio that is called a regression; 1.02. */
  readonly leastRatio?: number
  /** The slowdown to be found with `power`, and that a pass excludes; 1.05. */
  readonly concern?: number
  /** 0.95 */
  readonly power?: number
  readonly signal?: AbortSignal
  readonly onPair?: (stage: StageName, done: number, planned: number) => void
}

/** `pilot` and `first` are one set of pairs; `fresh` are the confirmation's. */
export type StageName = 'pilot' | 'first' | 'fresh'

/** A pair as it was run. */
export interface PairRecord {
  readonly stage: StageName
  readonly order: 'baseline-first' | 'candidate-first'
  readonly baseline: Sample
  readonly candidate: Sample
}

/** What the gate found, with everything that it rests on. */
export interface RealGateResult {
  readonly status: 'pass' | 'regression' | 'inconclusive'
  /** Null when the plan did not fit into the budget, so that nothing was decided. */
  readonly decision: GateDecision | null
  /** Pairs a stage that the plan asks for; null when no feasible number reaches the power. */
  readonly planned: number | null
  /** Further pairs that would decide; null when decided, or when no feasible number is known. */
  readonly needed: number | null
  readonly seed: number
  readonly pairs: readonly PairRecord[]
}
