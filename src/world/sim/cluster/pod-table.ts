import type { Key } from '../../../random/index.ts'
import { subkey } from '../../../random/index.ts'
import { GONE, NEVER, PENDING, Pod } from './pod.ts'
import type { ReplicaSet } from './replica-set.ts'

/** The pods of a cluster under small integers, so that an event can carry one as its payload. Records are reused. */
export class PodTable {
  private readonly records: Pod[] = []
  private readonly free: Pod[] = []

  /** The pod in `slot`. */
  at(slot: number): Pod {
    return this.records[slot]!
  }

  /** A fresh pod of this ReplicaSet, created now. */
  create(replicaSet: ReplicaSet, now: number): Pod {
    const pod = this.free.pop() ?? this.grow()
    const { workload, template } = replicaSet
    pod.workload = workload
    pod.replicaSet = replicaSet
    pod.template = template
    pod.ordinal = replicaSet.created++
    pod.entity = subkey(workload.key as Key, pod.ordinal)
    pod.createdAt = now
    reset(pod)
    return pod
  }

  /** Forgets a pod that is gone, unless a pending event still refers to it; {@link unpin} then does. */
  release(pod: Pod): void {
    if (pod.phase === GONE && pod.pins === 0) this.free.push(pod)
  }

  /** A pending event refers to the pod. */
  pin(pod: Pod): void {
    pod.pins++
  }

  /** That event has fired or was cancelled. */
  unpin(pod: Pod): void {
    pod.pins--
    this.release(pod)
  }

  private grow(): Pod {
    const pod = new Pod(this.records.length)
    this.records.push(pod)
    return pod
  }
}

function reset(pod: Pod): void {
  pod.phase = PENDING
  pod.node = undefined
  pod.isReady = false
  pod.isAvailable = false
  pod.isTerminating = false
  pod.hasRun = false
  pod.isAffected = false
  pod.hasFailed = false
  pod.attempts = 0
  pod.isParked = false
  pod.servesAt = NEVER
  pod.passedAt = NEVER
  pod.brokenFrom = NEVER
  pod.brokenUntil = NEVER
  pod.hangsAt = NEVER
  pod.exitsAt = NEVER
  pod.restarts = 0
  pod.backOff = 0
  pod.pullBackOff = 0
  pod.pulls = 0
  pod.retries = 0
  pod.isServing = false
  pod.isInEndpoints = false
  pod.isWantedInEndpoints = false
  pod.endpointChanges = 0
}
