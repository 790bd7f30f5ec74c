import type { ReportEstimate, Verdict } from './report.ts'

/** Version of the layout of check.json. */
export const CHECK_SCHEMA_VERSION = 1

/** What a gate says. `identical`: not one figure differs; the other three are decisions under uncertainty. */
export const CHECK_STATUSES = ['identical', 'pass', 'regression', 'inconclusive'] as const
export type CheckStatus = (typeof CHECK_STATUSES)[number]

/** One metric before and after a change. */
export interface CheckedMetric {
  readonly metric: string
  readonly unit: string
  /** Whether its status counts towards the gate's. */
  readonly gating: boolean
  readonly status: CheckStatus
  /** Means over the same deployments (rates: shares); null where there is no value. */
  readonly before: number | null
  readonly after: number | null
  /** After minus before, with the two-sided interval whose ends are the bounds that decide. */
  readonly difference: ReportEstimate
  /** After over before. */
  readonly ratio: ReportEstimate
  /** One-sided confidence of each bound, already shared out over the gating metrics. */
  readonly confidence: number
  /** Further deployments until it is decided, if the estimate stays; null when decided or when no number is known. */
  readonly needed: number | null
}

/** What one difference between two scenarios is worth, changed on its own. */
export interface CheckedChange {
  /** Where it is, as `--set` takes it; `*` stands for several members of a list. */
  readonly path: string
  /** How many places the path stands for. */
  readonly places: number
  readonly before: string
  readonly after: string
  /**
   * `worth`: it was run alone. `none`: results cannot depend on it (a description, a target). `not-alone`: the scenario is
   * not valid with this difference alone. `not-run`: the explanation was switched off or stopped.
   */
  readonly kind: 'worth' | 'none' | 'not-alone' | 'not-run'
  /** Differences that this change makes on its own, by metric; empty unless `worth`. Zero with equal ends: no influence. */
  readonly worth: readonly { readonly metric: string; readonly unit: string; readonly difference: ReportEstimate }[]
}

/** Where a baseline comes from. */
export interface Provenance {
  /** Version of seatrial. */
  readonly seatrial: string
  /** Commit of the scenario's repository; null outside of one. */
  readonly commit: string | null
  /** Whether the work tree had changes that were not committed; null outside of a repository. */
  readonly dirty: boolean | null
  readonly writtenAt: string
}

/** check.json: whether a scenario is worse than a baseline, or than another scenario. */
export interface CheckReport {
  readonly kind: 'check'
  readonly schemaVersion: typeof CHECK_SCHEMA_VERSION
  readonly environment: 'sim' | 'kind'
  readonly scenario: { readonly name: string; readonly hash: string }
  readonly against: {
    readonly kind: 'baseline' | 'scenario'
    /** File of the baseline or the scenario, as it was named. */
    readonly file: string
    readonly name: string
    readonly hash: string
    readonly provenance: Provenance | null
  }
  readonly seed: number
  readonly runs: number
  readonly stretches: number
  /** True when the run was stopped before all deployments were done. */
  readonly partial: boolean
  readonly status: CheckStatus
  readonly metrics: readonly CheckedMetric[]
  /**
   * What changes of the code are worth: the baseline's own scenario, simulated now, minus what the baseline holds. Null when
   * there is no baseline or it was not looked into.
   */
  readonly code: { readonly identical: boolean; readonly worth: CheckedChange['worth'] } | null
  readonly changes: readonly CheckedChange[]
  /** The whole difference minus the code's and the single changes': what they do together only. Null without several. */
  readonly together: CheckedChange['worth'] | null
  /** The scenario's own targets. */
  readonly verdicts: readonly Verdict[]
  readonly notes: readonly string[]
}
