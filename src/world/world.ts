import type { Condition, Process, Semaphore } from '../kernel/index.ts'
import type { DeploymentAddress, DeploymentEvent, DetectionPath, JobId } from '../model/events.ts'
import type { Failure } from '../model/failure.ts'
import type { Fault } from '../model/fault.ts'
import type { JobOf } from '../model/pipeline.ts'
import type { Millis } from '../model/units.ts'

/** What one deployment brings. */
export interface ChangeSet {
  /** Changed services, in the order in which their changes were merged. */
  readonly services: readonly string[]
  readonly databaseChange: boolean
  /** The version before cannot live with the migrated database. */
  readonly irreversible: boolean
  readonly infrastructureChange: boolean
}

/** One deployment under way, as the orchestrator shows it to a world. */
export interface Deployment {
  readonly address: DeploymentAddress
  readonly change: ChangeSet
  /** Whether anything of it is in production by now. */
  readonly reachedProduction: boolean
  record(event: DeploymentEvent): void
  /** What faults may look at; only where the scenario has faults. */
  readonly observed?: {
    /** Everything recorded so far. */
    readonly history: readonly DeploymentEvent[]
    /** Notified after each event. */
    readonly recorded: Condition
    readonly runners: Semaphore
  }
}

/** A piece of work done, or why not. Failed work is a result, not an exception. */
export type Result = { readonly ok: true } | { readonly ok: false; readonly failure: Failure }

/** What Terraform says that it would do to one state. */
export type PlanResult =
  | {
      readonly ok: true
      readonly changes: number
      /** The plan would undo changes that somebody made by hand. */
      readonly drift: boolean
      /** The plan would take away something that production needs. */
      readonly destructive: boolean
    }
  | { readonly ok: false; readonly failure: Failure }

/** How production was found to be hurt. */
export interface Detection {
  readonly path: DetectionPath
  readonly failure: Failure
}

/** What every piece of work names: the job that it belongs to. */
export interface Work {
  readonly job: JobId
}
export interface BuildWork extends Work {
  readonly spec: JobOf<'build'>
  readonly service: string
}
export interface TestWork extends Work {
  readonly spec: JobOf<'test'>
  readonly service: string
  readonly attempt: number
}
export interface ScanWork extends Work {
  readonly spec: JobOf<'scan'>
  /** Absent for scans of the whole change set. */
  readonly service?: string
}
export interface RegionWork extends Work {
  readonly spec: JobOf<'terraform'>
  readonly region: string
}
export interface StateWork extends RegionWork {
  readonly state: string
}
export interface DnsWork extends Work {
  readonly spec: JobOf<'dns'>
  readonly region: string
}
export interface MigrateWork extends Work {
  readonly spec: JobOf<'migrate'>
}
export interface DeployWork extends Work {
  readonly spec: JobOf<'deploy'>
  readonly region: string
  readonly services: readonly string[]
}
export interface TaskWork extends Work {
  readonly spec: JobOf<'task'>
  readonly copy: number
  readonly attempt: number
}
export interface ManualWork extends Work {
  readonly spec: JobOf<'manual'>
  readonly step: string
  /** Position among all steps of the deployment with this job, counting regions. */
  readonly index: number
  readonly region?: string
}

/** What a person is asked to look at. */
export type Review =
  | {
      readonly subject: 'plan'
      readonly job: JobId
      readonly plan: Extract<PlanResult, { ok: true }>
      readonly region: string
    }
  | { readonly subject: 'test-results' | 'production' | 'database' | 'roll-back'; readonly job: JobId }

/**
 * Where a deployment happens: the simulated world answers from models, the real world does the thing. The orchestrator
 * knows only this. Every method is a process: it takes its time on the kernel that it runs on, records what it did as
 * events of the deployment (`step`, `cache`, `lock`, `manual.step`, `rollout.finished`), gives up cleanly when it is
 * interrupted, and leaves nothing acquired.
 */
export interface World {
  /** Finds out what the deployment changes. Called once, at the trigger. */
  change(address: DeploymentAddress): Process<ChangeSet>

  /** What a runner does before the job's own work. */
  prepareRunner(work: Work, deployment: Deployment): Process<Result>
  /** Builds, pushes and caches the image of one service. */
  build(work: BuildWork, deployment: Deployment): Process<Result>
  /** Runs the suites of one service that the job selects. */
  test(work: TestWork, deployment: Deployment): Process<Result>
  /** Scans one image, or the change set. */
  scan(work: ScanWork, deployment: Deployment): Process<Result>
  /** The Terraform states of a region that have to be planned: all of them, or those whose checksum differs. */
  changedStates(work: RegionWork, deployment: Deployment): Process<readonly string[]>
  /** Plans one Terraform state, holding its lock while it does. */
  plan(work: StateWork, deployment: Deployment): Process<PlanResult>
  /** Applies what was planned, holding the state's lock while it does. */
  apply(work: StateWork, deployment: Deployment): Process<Result>
  /** Shifts traffic to and from a region and waits for its load balancers. */
  dns(work: DnsWork, deployment: Deployment): Process<Result>
  /** Migrates the database schema, if the change set has a migration. */
  migrate(work: MigrateWork, deployment: Deployment): Process<Result>
  /** Commits the new revisions to the environment's configuration repository; only for GitOps delivery. */
  promote(work: Work & { readonly spec: JobOf<'deploy'> }, deployment: Deployment): Process<Result>
  /** Rolls services out in one region until they are healthy there. */
  deploy(work: DeployWork, deployment: Deployment): Process<Result>
  /** Tries the main path of services that were just rolled out; one that shows a problem makes {@link watch} return. */
  smokeTest(work: DeployWork, deployment: Deployment): Process<Result>
  /** Runs a command, whatever it is. */
  task(work: TaskWork, deployment: Deployment): Process<Result>

  /** A person carries out one step. */
  manualStep(work: ManualWork, deployment: Deployment): Process<Result>
  /** A person looks at something; refused is a failure of class `approval-refused` or `destructive-plan`. */
  review(review: Review, deployment: Deployment): Process<Result>
  /** The person who watches the pipeline notices a failed job and starts it again. */
  restartByHand(work: Work, deployment: Deployment): Process<void>

  /** Watches production for this deployment, and returns only when something is found to be wrong. */
  watch(deployment: Deployment): Process<Detection>
  /** A person is paged and finds out what to do. */
  diagnose(detection: Detection, deployment: Deployment): Process<void>
  /** Brings the revisions before back, by the delivery's own means. */
  revert(deployment: Deployment): Process<Result>
  /** The same, typed by a person. */
  rollBackByHand(deployment: Deployment): Process<Result>
  /** A person repairs what going back cannot. */
  repair(deployment: Deployment): Process<void>
  /** Makes sure that production is healthy again, and says whether data were damaged on the way. */
  verify(deployment: Deployment): Process<{ readonly dataCorrupted: boolean; readonly healthy: boolean }>

  /**
   * Puts a fault of the scenario in, proves that it landed, and takes it out again; when it is interrupted, at once. Records
   * `fault.landed` and `fault.ended`, or `fault.missed`.
   */
  inject(fault: Fault, deployment: Deployment): Process<void>
  /** The deployment is over: last measurements are recorded, and what belonged to it alone goes. */
  finish(deployment: Deployment): Process
}

/** Time that passed since `from`, recorded as a step of a job. */
export const step = (
  at: Millis,
  from: Millis,
  job: JobId,
  kind: Extract<DeploymentEvent, { kind: 'step' }>['step'],
  where: { service?: string; region?: string } = {},
): Extract<DeploymentEvent, { kind: 'step' }> => ({ kind: 'step', at, from, job, step: kind, ...where })
