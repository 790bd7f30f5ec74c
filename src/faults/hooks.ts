import type { Condition, Kernel, Process, Semaphore } from '../kernel/index.ts'
import type { DeploymentEvent, StepKind } from '../model/events.ts'
import type { Failure, FailureClass } from '../model/failure.ts'
import type { Selector } from '../model/fault.ts'
import type { NodeGroup } from '../model/fleet.ts'
import type { Millis, Ratio } from '../model/units.ts'

/** One pod as an observer of the API sees it. */
export interface PodSeen {
  readonly id: string
  readonly revision: string
  /** How often its container has ended: the kubelet starts it again, at once at first and ever later. */
  readonly restarts: number
  readonly ready: boolean
  /** Its container runs, and its startup probe has succeeded where it has one. */
  readonly started: boolean
  readonly node: string | undefined
  /** A pull of its image has failed, and none has succeeded since. */
  readonly lacksImage: boolean
}

/** One node as an observer of the API sees it. */
export interface NodeSeen {
  readonly name: string
  readonly ready: boolean
  readonly lifecycle: NodeGroup['lifecycle']
  readonly cordoned: boolean
}

/** Pods of one service in one region. */
export interface Place {
  readonly service: string
  readonly region: string
}

/** What is wrong with the pods of a release. Times count from the start of the container. */
export type PodTrouble =
  | { readonly kind: 'crash' | 'out-of-memory' | 'hang'; readonly afterMs: Millis }
  | { readonly kind: 'never-ready' }
  | { readonly kind: 'slow-start'; readonly factor: number }
  | { readonly kind: 'image-pull-failure' }
  /** Exits after some seconds until its dependency is there, so long after the rollout began. */
  | { readonly kind: 'needs'; readonly readyAfterMs: Millis }

/** A rollout in production, as the API shows it. */
export interface RolloutSeen extends Place {
  readonly startedAt: Millis
  readonly ended: boolean
  progress(): Ratio
  failureRatio(): Ratio
  reaches(share: Ratio): Process<boolean>
  fails(ratio: Ratio): Process<boolean>
}

/** Users of a service are hurt. */
export interface Hurt {
  readonly service: string
  /** Share of its requests that fail, or miss their latency objective. */
  readonly ratio: Ratio
  readonly message: string
  /** The release is to blame: it ends when the version before is back. Anything else outlives a roll-back. */
  readonly inRelease: boolean
  /** How it comes about in a real world. */
  readonly means: HurtMeans
}

/**
 * What a real world does so that users are hurt. A simulated one takes the share of requests that {@link Hurt} says, whatever the
 * means.
 */
export type HurtMeans =
  /** The service answers with errors. */
  | { readonly kind: 'errors' }
  /** Requests to the service take longer than its users wait. */
  | { readonly kind: 'slow' }
  /** Calls of the service to what it depends on take longer; those over the limit fail. */
  | { readonly kind: 'slow-calls'; readonly addedMs: Millis; readonly limitMs: Millis }
  /** Nothing gets from the service to what it depends on. */
  | { readonly kind: 'partition' }
  /** What the service depends on answers with errors, or not at all. */
  | { readonly kind: 'dependency'; readonly answers: 'errors' | 'nothing' }
  /** It follows from something that the fault has done already. */
  | { readonly kind: 'consequence' }
  /** There are no means. */
  | { readonly kind: 'none'; readonly why: string }

/**
 * What has to be in a change set before it is built, run or typed, so that a real deployment brings it along. Simulated ones need
 * none of it: there the effect is put in when it shows.
 */
export type Preparation =
  | { readonly kind: 'errors' | 'slow'; readonly service: string; readonly share: Ratio }
  | { readonly kind: 'wrong-variable'; readonly service: string; readonly share: Ratio }
  | { readonly kind: 'irreversible-migration' }

/** A reading that has to be prepared in a real world. */
export type Measure =
  | { readonly kind: 'users'; readonly service: string }
  | { readonly kind: 'drift'; readonly region: string }
  | { readonly kind: 'cached-layers' }

/** What a real world does to the work that a {@link Rule} matches, so that it fails or waits by itself. */
export const REAL_CAUSES = [
  'lost-race',
  'planted-secret',
  'broken-migration',
  'table-lock',
  'registry-outage',
  'argocd-outage',
  'lost-webhook',
] as const
export type RealCause = (typeof REAL_CAUSES)[number]

/** The points at which work of a deployment can be stopped or slowed: the methods of the world. */
export const WORK_POINTS = [
  'prepareRunner',
  'build',
  'test',
  'scan',
  'plan',
  'apply',
  'migrate',
  'promote',
  'deploy',
  'manualStep',
  'review',
  'revert',
] as const
export type WorkPoint = (typeof WORK_POINTS)[number]

/** What an interception may look at. */
export interface WorkSeen {
  readonly point: WorkPoint
  readonly job: string
  readonly service?: string | undefined
  readonly region?: string | undefined
  /** Kind of scan, or subject of a review. */
  readonly subject?: string | undefined
}

/** What happens to work that matches. */
export interface Rule {
  readonly at: readonly WorkPoint[]
  readonly matches?: (work: WorkSeen) => boolean
  /** How often; without limit by default. */
  readonly times?: number
  readonly effect:
    | { readonly kind: 'fail'; readonly class: FailureClass; readonly message: string; readonly afterMs?: Millis }
    | { readonly kind: 'delay'; readonly ms: Millis; readonly step: StepKind }
    /** Waits until the rule is taken back. */
    | { readonly kind: 'hold'; readonly step: StepKind }
  /**
   * What brings the effect about in a real world, where failures are not made up. Holding work back and taking time need no cause;
   * failing does.
   */
  readonly cause?: RealCause
}

/** Work that was hit by a {@link Rule}. */
export interface Hit extends WorkSeen {
  readonly at: Millis
}

/** A rule in force. */
export interface Interception {
  readonly hits: readonly Hit[]
  /** Matching work that came after the rule had used up its times. */
  readonly passed: readonly Hit[]
  /** Notified at each hit and pass. */
  readonly changed: Condition
}

/** A Terraform state that is locked by somebody else. */
export interface HeldLock {
  /** Who the locks say that holds them. */
  readonly holder: string | undefined
  /** Runs that wait for one of them. */
  readonly waiting: number
}

/**
 * What a world offers to faults, for one deployment. Verbs put something in; each registers how it is taken out again with
 * {@link FaultHooks.onRemoval}. Readings say what is so now: a fault is proved by a reading, never by the return of a verb.
 */
export interface FaultHooks {
  readonly kernel: Kernel
  /**
   * How often new pods are looked at, in milliseconds. Where going back takes less than a second, pods that have failed are gone before an
   * observer who looks every second sees them.
   */
  readonly lookMs: Millis
  /** Everything recorded of the deployment so far. */
  readonly history: readonly DeploymentEvent[]
  /** Notified after each event of the deployment. */
  readonly recorded: Condition
  record(event: DeploymentEvent): void
  /** Whether something of this probability happens to fault `index` of the scenario in this deployment. */
  chance(probability: Ratio, index: number): boolean
  /** Called once when the fault is removed, in reverse order. */
  onRemoval(action: () => void | Promise<void>): void
  /** Takes the fault out, and returns when everything is as it was before; not at once where removing takes time. */
  takeOut(): Process
  /** Prepares a reading, so that it can be taken from now on; returns when it can. */
  measure(what: Measure): Process
  /** Puts something into the change set. */
  prepare(what: Preparation): void
  /** Returns when a person has repaired what the fault broke, at the latest after `ms` where given. */
  untilRepaired(ms?: Millis): Process

  /** Services that the selector fits: those that this deployment changes first. */
  services(selector: Selector): readonly string[]
  /** Services that this deployment changes. */
  readonly changed: readonly string[]
  /** Regions that the selector fits and, with a service, that run it. */
  regions(selector: Selector, service?: string): readonly string[]

  pods(place: Place): readonly PodSeen[]
  crashPods(place: Place, count: number): void
  deletePods(place: Place, count: number): void
  failReadiness(place: Place, share: Ratio, duration: Millis): void
  nodes(region: string, service?: string): readonly NodeSeen[]
  /** Stops a machine; `gone` when it does not come back. */
  stopNode(region: string, node: string, gone: boolean): void
  reclaimNode(region: string, node: string): void
  drainNode(region: string, node: string): void
  /** The image registry does not answer the nodes of these regions. */
  stopRegistry(regions: readonly string[]): void

  /** Puts trouble into the pods of the release that this deployment is about to bring. */
  spoil(service: string, trouble: PodTrouble): void
  /** The next rollout (or the one under way) of a service in production. */
  rollout(service: string | undefined): Process<RolloutSeen>

  hurt(hurt: Hurt): void
  /** Share of a service's requests that fail because of faults; needs {@link measure} before. */
  errorRatio(service: string): Ratio
  /** What it was before the fault was put in. */
  usualErrorRatio(service: string): Ratio

  intercept(rule: Rule): Interception
  /** Failures of this class that the pipeline meets from now on are put down to this fault. */
  claim(failure: FailureClass): void
  /**
   * Takes the lock of a region's Terraform state: of the one that it has, and of one team's where each has its own. Whoever holds it
   * lets go when the fault is removed, or is gone and somebody has to open it by force.
   */
  lockState(region: string, holder: 'at-work' | 'gone'): HeldLock
  /** Somebody changes something by hand, in each part of the region's infrastructure. */
  changeByHand(region: string, harmful: boolean): void
  /** Changes by hand that a plan of the region would show; needs {@link measure} before. */
  drift(region: string): { readonly changes: number; readonly harmful: boolean }
  /** Lets the next build of a service be served from the cache although its sources changed. */
  staleCache(service: string): void
  /** Whether the image that was built holds what it should; undefined before it is built. */
  isStale(service: string): boolean | undefined
  /** Empties the layer cache and the dependency cache. */
  clearCaches(): void
  /** Needs {@link measure} before. */
  readonly cachedLayers: number
  /** The deployment changes a database. */
  readonly migrates: boolean
  /** Its migration, which must have run, cannot be undone. */
  makeIrreversible(): void
  readonly irreversible: boolean
  /** The pipeline's machines; undefined in a world whose runners are not ours. */
  readonly runners: Semaphore | undefined
}

/** A failure of the pipeline that this fault is to blame for. */
export const faultFailure = (fault: string, of: Omit<Failure, 'cause' | 'origin'>): Failure => ({
  ...of,
  cause: 'fault',
  origin: fault,
})
