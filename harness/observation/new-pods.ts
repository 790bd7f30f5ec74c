import type { V1Pod } from '@kubernetes/client-node'
import type { Millis, Ratio } from '../../src/model/units.ts'
import { hasStarted, type PodFailure, podFailure } from './pod-failure.ts'

/**
 * The pods that a rollout makes: what share of them has failed at least once. The readiness rule and everybody else who watches a
 * rollout decides by it. As in the simulator, a pod that recovers, or is replaced, has failed all the same.
 */
export class NewPods {
  private readonly patience: Millis
  private readonly startedAt = new Map<string, Millis>()
  private readonly seen = new Set<string>()
  private readonly failed = new Map<string, PodFailure>()

  /** `patience` is how long a started pod may take to be ready (`mechanisms.cluster.readinessPatience`). */
  constructor(patience: Millis) {
    this.patience = patience
  }

  /** Takes in how the pods of the new revision are at an instant. */
  look(pods: readonly V1Pod[], at: Millis): void {
    for (const pod of pods) {
      const uid = pod.metadata?.uid ?? ''
      this.seen.add(uid)
      if (!hasStarted(pod)) this.startedAt.delete(uid)
      else if (!this.startedAt.has(uid)) this.startedAt.set(uid, at)
      if (this.failed.has(uid)) continue
      const startedAt = this.startedAt.get(uid)
      const failure = podFailure(pod, startedAt === undefined ? undefined : at - startedAt, this.patience)
      if (failure !== undefined) this.failed.set(uid, failure)
    }
  }

  /** Pods that failed, of all that were seen; 0 before the first. */
  get failureRatio(): Ratio {
    return this.seen.size === 0 ? 0 : this.failed.size / this.seen.size
  }

  /** What was wrong with the first that failed. */
  get firstFailure(): PodFailure | undefined {
    return this.failed.values().next().value
  }
}
