import type { Failure } from './failure.ts'
import type { Outcome } from './outcome.ts'
import type { Millis } from './units.ts'

/** Address of a deployment: both parts count from 0; warm-up deployments of a stretch are negative. */
export interface DeploymentAddress {
  readonly stretch: number
  readonly deployment: number
}

/** `4.11` names deployment 11 of stretch 4. */
export const formatAddress = (address: DeploymentAddress): string => `${address.stretch}.${address.deployment}`

/** One execution of a job; a retry is a new attempt of the same job. Unique in a recording. */
export type JobId = string

/** The ways a problem in production is found. The first that speaks starts the recovery. */
export const DETECTION_PATHS = [
  'rollout-watch',
  'readiness-rule',
  'analysis',
  'alert',
  'sync-health',
  'smoke-test',
  'synthetic-check',
  'provenance-check',
  'customer-report',
  'progress-deadline',
] as const
export type DetectionPath = (typeof DETECTION_PATHS)[number]

/** What a stretch of a job's time was spent on. */
export const STEP_KINDS = [
  'runner-overhead',
  'cache-import',
  'dependency-download',
  'layer-build',
  'layer-pull',
  'image-push',
  'cache-export',
  'state-set-up',
  'suite',
  'rerun',
  'scan',
  'lock-wait',
  'plan',
  'review',
  'apply',
  'dns',
  'health-check',
  'migration',
  'manual-step',
  'approval',
  'command',
  'sync-wait',
  'sync',
  'rollout',
  'smoke-test',
  'back-off',
  'task',
] as const
export type StepKind = (typeof STEP_KINDS)[number]

/** Everything that can happen to a deployment, in both worlds. `at` counts from the start of the stretch. */
export type DeploymentEvent =
  | {
      readonly kind: 'deployment.triggered'
      readonly at: Millis
      readonly changedServices: readonly string[]
      readonly databaseChange: boolean
      readonly infrastructureChange: boolean
      /** People who stay with it from the trigger to the end. */
      readonly attendants: number
    }
  | { readonly kind: 'stage.started'; readonly at: Millis; readonly stage: string }
  | { readonly kind: 'stage.finished'; readonly at: Millis; readonly stage: string; readonly passed: boolean }
  | {
      readonly kind: 'job.queued'
      readonly at: Millis
      readonly job: JobId
      readonly stage: string
      /** Name in the pipeline, without the service or region that the matrix gave it. */
      readonly name: string
      readonly attempt: number
      readonly needs: readonly JobId[]
      /** False for jobs that people do: they wait for a person, not for a runner. */
      readonly onRunner: boolean
    }
  | { readonly kind: 'job.started'; readonly at: Millis; readonly job: JobId }
  | {
      readonly kind: 'job.finished'
      readonly at: Millis
      readonly job: JobId
      readonly passed: boolean
      readonly failure?: Failure
    }
  | {
      /** Time inside a job, recorded when it ends. */
      readonly kind: 'step'
      readonly at: Millis
      readonly from: Millis
      readonly job: JobId
      readonly step: StepKind
      readonly service?: string
      readonly region?: string
    }
  | {
      readonly kind: 'cache'
      readonly at: Millis
      readonly job: JobId
      readonly cache: 'layer' | 'dependency' | 'node-image'
      readonly hits: number
      readonly misses: number
    }
  | {
      readonly kind: 'manual.step'
      readonly at: Millis
      readonly job: JobId
      readonly wrong: boolean
      readonly work: Millis
    }
  | {
      readonly kind: 'lock'
      readonly at: Millis
      readonly job: JobId
      readonly lock: string
      readonly wait: Millis
      readonly acquired: boolean
    }
  | { readonly kind: 'production.reached'; readonly at: Millis }
  | {
      readonly kind: 'rollout.finished'
      readonly at: Millis
      readonly from: Millis
      readonly environment: 'staging' | 'production'
      readonly service: string
      readonly region: string
      readonly healthy: boolean
      readonly pods: number
    }
  | {
      /** Only in detailed recordings. */
      readonly kind: 'pod'
      readonly at: Millis
      readonly region: string
      readonly service: string
      readonly pod: string
      readonly revision: string
      readonly phase:
        | 'pending'
        | 'scheduled'
        | 'pulled'
        | 'started'
        | 'ready'
        | 'unready'
        | 'crashed'
        | 'terminating'
        | 'gone'
    }
  | {
      readonly kind: 'fault.landed'
      readonly at: Millis
      readonly fault: string
      readonly target: string
      readonly proof: string
    }
  | { readonly kind: 'fault.ended'; readonly at: Millis; readonly fault: string }
  | {
      /** Something other than a watcher of production noticed a fault, or reacted to it: a controller, a probe, a rerun. */
      readonly kind: 'fault.noticed'
      readonly at: Millis
      readonly fault: string
      readonly by: string
    }
  | {
      /** A fault of the scenario did not land, or nothing showed that it did. */
      readonly kind: 'fault.missed'
      readonly at: Millis
      readonly fault: string
      /** It was put in, and its effect could not be observed; false when there was no occasion for it in this deployment. */
      readonly due: boolean
      readonly why: string
    }
  | {
      /** A look at a tolerance of the steady state: before and after faults, and when it first deviated meanwhile. */
      readonly kind: 'steady-state'
      readonly at: Millis
      readonly phase: 'before' | 'during' | 'after'
      readonly probe: string
      readonly value: number
      readonly held: boolean
    }
  | { readonly kind: 'flaw.caught'; readonly at: Millis; readonly flaw: string; readonly by: string }
  | {
      /** From here users or the rollout are hurt. */
      readonly kind: 'impact.started'
      readonly at: Millis
      readonly failure: Failure
    }
  | { readonly kind: 'failure.detected'; readonly at: Millis; readonly path: DetectionPath }
  | {
      readonly kind: 'recovery.decided'
      readonly at: Millis
      readonly by: 'policy' | 'approval' | 'person'
      readonly action: RecoveryAction
    }
  | { readonly kind: 'recovery.acted'; readonly at: Millis; readonly engineers: number; readonly work: Millis }
  | { readonly kind: 'recovery.verified'; readonly at: Millis; readonly dataCorrupted: boolean }
  | { readonly kind: 'requests'; readonly at: Millis; readonly sent: number; readonly lost: number }
  | {
      /** What the call graph saw meanwhile; only in scenarios that have one. */
      readonly kind: 'calls'
      readonly at: Millis
      /** Calls between services that were tried again. */
      readonly retried: number
      /** Times that a host of a third party was taken out of the pool. */
      readonly ejections: number
      /** Most requests at once, as a multiple of what there are when nothing fails; while the deployment hurt somebody. */
      readonly amplification: number
      /** Services whose users the deployment's trouble has reached. */
      readonly services: readonly string[]
    }
  | { readonly kind: 'deployment.healthy'; readonly at: Millis }
  | { readonly kind: 'deployment.finished'; readonly at: Millis; readonly outcome: Outcome }

export type RecoveryAction = 'revert' | 'roll-back-by-hand' | 'repair-by-hand' | 'restart'

/** The events of one deployment, in the order in which they happened. */
export interface Recording {
  readonly address: DeploymentAddress
  readonly events: readonly DeploymentEvent[]
}
