import type { TimerId } from '../../../kernel/index.ts'
import type { Millis } from '../../../model/units.ts'
import type { Key } from '../../../random/index.ts'
import type { Node } from './node.ts'
import type { ReplicaSet } from './replica-set.ts'
import type { PodTemplate } from './template.ts'
import type { Workload } from './workload.ts'

/** Not bound to a node. */
export const PENDING = 0
/** Bound; sandbox, image and container are being prepared, or the image is in back-off. */
export const PREPARING = 1
/** The process runs. */
export const RUNNING = 2
/** The process has ended and the kubelet has not noticed yet, or it is ending because a probe failed. */
export const EXITED = 3
/** The kubelet waits before it starts the container again. */
export const WAITING = 4
/** Deleted from the API. */
export const GONE = 5

/** What a pod's timer does when it fires; the numbers index the handlers of `pod-clock.ts`. */
export const NEXT = {
  schedule: 0,
  pull: 1,
  pulled: 2,
  start: 3,
  ready: 4,
  available: 5,
  unready: 6,
  failing: 7,
  exit: 8,
  serving: 9,
  kill: 10,
  exitSeen: 11,
  sigterm: 12,
  gone: 13,
} as const
/** Number of handlers. */
export const NEXT_COUNT = 14

/** Never. */
export const NEVER: Millis = Number.POSITIVE_INFINITY

/**
 * One pod. A record without behaviour, reused after the pod is gone; the mechanisms (scheduler, image pulls, containers,
 * terminations, endpoints, node health) each own some of its fields, and each pod has one timer for what happens next.
 */
export class Pod {
  readonly slot: number
  workload!: Workload
  replicaSet!: ReplicaSet
  template!: PodTemplate
  /** Position among the pods of its ReplicaSet, from 0. */
  ordinal = 0
  entity = 0 as Key
  createdAt: Millis = 0
  phase = PENDING
  node: Node | undefined
  /** What the timer will do. */
  next = 0
  timer = -1 as TimerId
  /** References of pending events other than the timer; the record is not reused before they are gone. */
  pins = 0

  isReady = false
  isAvailable = false
  isTerminating = false
  /** The first container has started: the phase is Running in the API from then on. */
  hasRun = false
  /** The behaviour of the template applies to it. */
  isAffected = false
  /** It crashed, was killed by a probe, lost readiness, could not pull, or was not ready in time. */
  hasFailed = false

  /** Scheduling attempts so far, and when the last one was. */
  attempts = 0
  attemptedAt: Millis = 0
  /** Waits until something changes that may let it fit. */
  isParked = false

  /** When the kubelet started its probe workers: their ticks count from here. */
  addedAt: Millis = 0
  startedAt: Millis = 0
  /** When the kubelet has seen the container running. */
  seenAt: Millis = 0
  /** From when the process can answer. */
  servesAt: Millis = NEVER
  /** When the startup probe has succeeded (or `seenAt` without one): the other probes may run. */
  passedAt: Millis = NEVER
  /** Ticks of the readiness probe count from here. */
  triggeredAt: Millis = 0
  readySince: Millis = 0
  /** Readiness probes fail and requests are lost in `brokenFrom … brokenUntil`. */
  brokenFrom: Millis = NEVER
  brokenUntil: Millis = NEVER
  /** From here on the process answers nothing. */
  hangsAt: Millis = NEVER
  /** When the process ends by itself. */
  exitsAt: Millis = NEVER
  exitedAt: Millis = 0
  restarts = 0
  /** Crash back-off and when it was last raised; 0 for none. */
  backOff: Millis = 0
  backOffAt: Millis = 0
  pullBackOff: Millis = 0
  pullBackOffAt: Millis = 0
  pulls = 0
  /** The node's count of vanished layers when the pull was queued. */
  lossesAtPull = 0
  retries = 0

  /** Traffic that is sent to it is answered; kept while it is ready or in the endpoints. */
  isServing = false
  isInEndpoints = false
  /** What the endpoints will be when the change under way has spread. */
  isWantedInEndpoints = false
  endpointTimer = -1 as TimerId
  endpointChanges = 0

  constructor(slot: number) {
    this.slot = slot
  }
}
