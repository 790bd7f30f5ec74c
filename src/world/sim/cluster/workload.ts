import type { Kernel, TimerId } from '../../../kernel/index.ts'
import { Condition } from '../../../kernel/index.ts'
import type { Service } from '../../../model/fleet.ts'
import type { Millis } from '../../../model/units.ts'
import { key } from '../../../random/index.ts'
import { resolveFenceposts } from './fenceposts.ts'
import type { ReplicaSet } from './replica-set.ts'
import type { Rollout } from './rollout.ts'
import type { PodTemplate } from './template.ts'

/** Why the `Progressing` condition is what it is (`pkg/controller/deployment/util`, same names in short). */
export type ProgressReason = 'new-replica-set' | 'updated' | 'available' | 'timed-out'

/** What somebody other than the rolling update wants of the ReplicaSets: a controller of canaries, such as Argo Rollouts. */
export interface RolloutStage {
  /** Replicas of the newest template. */
  readonly replicas: number
  /** The old ones stay as they are; else they all go. */
  readonly keepsOld: boolean
}

/** The counts in the status of a Deployment. */
export interface Counts {
  replicas: number
  updated: number
  ready: number
  available: number
}

/** The Deployment of one service in one cluster: its spec, its ReplicaSets, the status that its controller has written. */
export class Workload {
  readonly index: number
  readonly service: Service
  /** Key of its draws: service and region. */
  readonly key: number
  readonly desired: number
  readonly maxSurge: number
  readonly maxUnavailable: number
  readonly minReady: Millis
  readonly progressDeadline: Millis
  /** Requests per second that the pods of this cluster get. */
  readonly requestsPerSecond: number
  /** Notified when the number of ready pods has changed. */
  readonly readinessChanged = new Condition()

  template: PodTemplate | undefined
  /** Counts templates set; the status knows which one it is about. */
  generation = 0
  /** Those that have pods, or are to have some, or are the newest; oldest first. */
  readonly replicaSets: ReplicaSet[] = []
  /** The idle ones, kept for a rollback; in the order in which they became idle. */
  readonly history: ReplicaSet[] = []
  /** All of them by the revision of their template. */
  readonly byRevision = new Map<string, ReplicaSet>()
  /** The ReplicaSet of the template, once it exists. */
  current: ReplicaSet | undefined
  rollout: Rollout | undefined
  /** Takes the place of the rolling update while it is set. */
  stage: RolloutStage | undefined

  /** As written to the status. */
  status: Counts = { replicas: 0, updated: 0, ready: 0, available: 0 }
  reason: ProgressReason | undefined
  /** When progress was last seen, in whole seconds as the API stores it. */
  progressedAt: Millis = 0
  /** The status whose write is under way. */
  pending: Counts = { replicas: 0, updated: 0, ready: 0, available: 0 }
  pendingReason: ProgressReason | undefined
  pendingGeneration = 0
  isWriting = false
  deadlineTimer = -1 as TimerId

  /** Pods as they are now, all revisions. */
  ready = 0
  available = 0
  terminating = 0

  /** It has had endpoints, so traffic comes. */
  isExposed = false
  /** Pods that traffic is sent to, and those of them that do not answer. */
  endpoints = 0
  deadEndpoints = 0
  /** Requests lost up to `accountedAt`. */
  lost = 0
  accountedAt: Millis = 0

  constructor(
    index: number,
    service: Service,
    place: { kernel: Kernel; region: string; desired: number; requestsPerSecond: number },
  ) {
    this.index = index
    this.service = service
    this.key = key(`${service.name}/${place.region}`)
    this.desired = place.desired
    const { strategy } = service
    const fenceposts =
      strategy.kind === 'rolling'
        ? resolveFenceposts(strategy.maxSurge, strategy.maxUnavailable, place.desired)
        : { maxSurge: 0, maxUnavailable: 0 }
    this.maxSurge = fenceposts.maxSurge
    this.maxUnavailable = fenceposts.maxUnavailable
    this.minReady = strategy.minReadyMs
    this.progressDeadline = strategy.progressDeadlineMs
    this.requestsPerSecond = place.requestsPerSecond
    this.accountedAt = place.kernel.now
  }
}
