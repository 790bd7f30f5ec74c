import type { Attribution } from './attribution.ts'
import type { RecoveryAction } from './events.ts'
import type { Failure } from './failure.ts'
import type { Outcome } from './outcome.ts'
import type { Report, ReportEstimate } from './report.ts'
import type { Millis } from './units.ts'

/** Version of the layout of what `explain --format json` prints. */
export const EXPLANATION_SCHEMA_VERSION = 1

/** A stretch of the critical path that went into one thing. Times count from the trigger. */
export interface PathPart {
  readonly stage: string
  readonly step: string
  readonly job: string | null
  readonly fromMs: Millis
  readonly ms: Millis
}

/** Time on the critical path beside that of the median deployment of the batch. */
export interface LostTime {
  /** A stage, or a kind of step. */
  readonly name: string
  readonly ms: Millis
  readonly medianMs: Millis
  readonly lostMs: Millis
}

/** How production was brought back. Each part in milliseconds; they sum to the whole. */
export interface ExplainedRecovery {
  readonly totalMs: Millis
  readonly detectMs: Millis
  readonly decideMs: Millis
  readonly actMs: Millis
  readonly verifyMs: Millis
  readonly path: string
  readonly decidedBy: 'policy' | 'approval' | 'person' | null
  readonly action: RecoveryAction | null
  readonly dataCorrupted: boolean
}

/** The same deployment, with the same draws, in another pipeline or without its faults. */
export interface Counterfactual {
  readonly name: string
  /** What is different, as it stands after `with`: `the provenance check`. */
  readonly label: string
  readonly outcome: Outcome
  readonly durationMs: Millis | null
  readonly recoveryMs: Millis | null
  /** Null where no requests were counted. */
  readonly requestsLost: number | null
  readonly dataCorrupted: boolean
  /** Faults that are still in and that nobody noticed. */
  readonly unnoticed: readonly string[]
}

/** Why one deployment was slow or failed. */
export interface RunExplanation {
  readonly address: string
  /** Why it is this one: `slowest`, `first rolled-back by fault`; empty when it was asked for. */
  readonly why: string
  readonly outcome: Outcome
  readonly durationMs: Millis | null
  readonly changedServices: number
  /** The deployment of the batch with the median duration; null where it is not at hand, or is this one. */
  readonly median: { readonly address: string; readonly durationMs: Millis } | null
  /** From the trigger to healthy, without gap; to the end of the last job where it never was. */
  readonly path: readonly PathPart[]
  /** Empty without a median. */
  readonly lostByStage: readonly LostTime[]
  readonly lostByStep: readonly LostTime[]
  readonly failure: (Failure & { readonly stage: string }) | null
  readonly attribution: Attribution | null
  /** What stands against it, and whether the pipeline has it on; `null` where the pipeline is not known. */
  readonly guards: readonly { readonly name: string; readonly label: string; readonly on: boolean | null }[]
  readonly recovery: ExplainedRecovery | null
  readonly unnoticed: readonly string[]
  /** Null where no requests were counted. */
  readonly requestsLost: number | null
  /** Empty where the scenario is not at hand. */
  readonly counterfactuals: readonly Counterfactual[]
}

/** What one guard is worth: paired runs with and without it, with the same draws. */
export interface GuardValue {
  readonly name: string
  readonly label: string
  /** Whether the scenario has it on. */
  readonly on: boolean
  /** With the guard minus without it. Negative is what it prevents. */
  readonly changeFailures: ReportEstimate
  readonly pipelineFailures: ReportEstimate
  /** Time in which production is hurt, a deployment. */
  readonly impact: ReportEstimate
  readonly corrupted: ReportEstimate
  readonly unnoticed: ReportEstimate
  /** Of the deployments that are healthy both ways. */
  readonly duration: ReportEstimate
  /** Nothing of any deployment differs. */
  readonly idle: boolean
}

/** What `seatrial explain` says. */
export interface ExplainReport {
  readonly kind: 'explain'
  readonly schemaVersion: typeof EXPLANATION_SCHEMA_VERSION
  readonly scenario: string
  readonly seed: number
  /** Deployments of the batch that it is about; 0 for a recording alone. */
  readonly runs: number
  readonly attributions: NonNullable<Report['attributions']>
  readonly explained: readonly RunExplanation[]
  /** Null unless it was asked for. */
  readonly guards: { readonly runs: number; readonly values: readonly GuardValue[] } | null
  readonly notes: readonly string[]
}
