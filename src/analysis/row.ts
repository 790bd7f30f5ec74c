import type { Attribution } from '../model/attribution.ts'
import type { DeploymentAddress, DetectionPath } from '../model/events.ts'
import type { Failure } from '../model/failure.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Millis } from '../model/units.ts'

/** Everything that reports count of one deployment, computed from its recording and from nothing else. */
export interface DeploymentRow {
  readonly address: DeploymentAddress
  /**
   * Likelihood ratio of a deployment whose rare failures were made frequent (docs/statistics.md, "Rare failures"); absent
   * where nothing was.
   */
  readonly weight?: number
  /** Since the start of the stretch. */
  readonly triggeredAt: Millis
  readonly outcome: Outcome
  readonly changedServices: number
  /** From the trigger to healthy in the last region; null when it did not reach production or never became healthy there. */
  readonly durationMs: Millis | null
  /** From the first queued job of a stage to its end, by stage; stages that did not run are absent. */
  readonly stageMs: Readonly<Record<string, Millis>>
  /** Sum over jobs of the time between queued and started. */
  readonly jobWaitMs: Millis
  readonly cacheHits: number
  readonly cacheMisses: number
  readonly manualSteps: number
  /** Time of people: manual steps, reviews, watching, recovery. */
  readonly engineerMs: Millis
  /** Time that runners were held. */
  readonly runnerMs: Millis
  /** Null where no requests were counted, such as on real clusters without traffic; never 0 for what nobody saw. */
  readonly requestsSent: number | null
  readonly requestsLost: number | null
  /** Time on the critical path by `stage/step`; `runner-wait` and `person-wait` are steps too. */
  readonly criticalMs: Readonly<Record<string, Millis>>
  /** Null unless rolled back or failed. */
  readonly recovery: {
    readonly totalMs: Millis
    readonly detectMs: Millis
    readonly decideMs: Millis
    readonly actMs: Millis
    readonly verifyMs: Millis
    readonly path: DetectionPath
    /** Who decided what to do; absent where nobody did. */
    readonly decidedBy?: 'policy' | 'approval' | 'person'
    readonly dataCorrupted: boolean
  } | null
  /** First failure that decided the outcome, and the stage in which it showed. */
  readonly failure: (Failure & { readonly stage: string }) | null
  /** What went wrong and how it got so far; absent when nothing was wrong. */
  readonly attribution?: Attribution
  /** Of a self-healed one: from the landing of the first fault that healed until it was over. */
  readonly healedMs?: Millis
  /** Faults that are still in at the end and that nobody noticed; absent when there are none. */
  readonly unnoticed?: readonly string[]
  readonly faultsLanded: readonly string[]
  /** Faults that were put in and not proved to have landed; absent when there are none. */
  readonly faultsMissed?: readonly string[]
  readonly flawsCaught: readonly string[]
  /** Tolerances of the steady state that did not hold; absent when all did, or there are none. */
  readonly deviations?: readonly string[]
}
