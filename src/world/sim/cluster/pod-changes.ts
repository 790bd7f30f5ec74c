import type { ClusterContext } from './context.ts'
import type { Endpoints } from './endpoints.ts'
import { GONE, type Pod } from './pod.ts'
import type { PodEvent, PodPhase } from './pod-event.ts'

/** Who reacts to changes of pods. */
export interface PodWatchers {
  /** The status of the pod's ReplicaSet has changed. */
  replicaSetChanged(slot: number): void
  /** The pod is gone and its Deployment may be waiting for that. */
  podGone(pod: Pod): void
}

/**
 * The pod as the API shows it: every change of it passes here once, which keeps all counts consistent at every instant and
 * tells endpoints, controllers, rollouts and the observer.
 */
export class PodChanges {
  watchers!: PodWatchers
  private readonly context: ClusterContext
  private readonly endpoints: Endpoints
  private readonly observer: ((event: PodEvent) => void) | undefined

  constructor(context: ClusterContext, endpoints: Endpoints, observer: ((event: PodEvent) => void) | undefined) {
    this.context = context
    this.endpoints = endpoints
    this.observer = observer
  }

  /** The pod exists, and is not yet bound. */
  created(pod: Pod): void {
    const { replicaSet } = pod
    replicaSet.pods.push(pod)
    replicaSet.total++
    this.observe(pod, 'pending')
    this.watchers.replicaSetChanged(replicaSet.slot)
  }

  /** Only for the observer: bound, pulled, started. */
  advanced(pod: Pod, phase: PodPhase): void {
    if (this.observer !== undefined) this.observe(pod, phase)
  }

  /** The pod is ready; available at once unless a minReady time has to pass. */
  ready(pod: Pod): void {
    const { workload, replicaSet } = pod
    pod.isReady = true
    pod.readySince = this.context.kernel.now
    workload.ready++
    replicaSet.ready++
    if (workload.minReady === 0) this.countAvailable(pod)
    this.endpoints.update(pod)
    this.observe(pod, 'ready')
    this.changed(pod)
  }

  /** The pod has been ready for the minReady time. */
  available(pod: Pod): void {
    this.countAvailable(pod)
    this.watchers.replicaSetChanged(pod.replicaSet.slot)
  }

  /** The pod is not ready any more. */
  unready(pod: Pod): void {
    this.discount(pod)
    this.endpoints.update(pod)
    this.observe(pod, 'unready')
    this.changed(pod)
  }

  /** Its process has exited. */
  crashed(pod: Pod): void {
    this.failed(pod)
    this.observe(pod, 'crashed')
  }

  /** It counts as failing from now on. */
  failed(pod: Pod): void {
    if (pod.hasFailed) return
    pod.hasFailed = true
    pod.replicaSet.failed++
    pod.workload.rollout?.changed.notify()
  }

  /** The API has set its deletion timestamp. Returns when the endpoints will have forgotten it. */
  terminating(pod: Pod): number {
    const { workload, replicaSet } = pod
    pod.isTerminating = true
    if (pod.isReady) this.discount(pod, true)
    replicaSet.pods.splice(replicaSet.pods.indexOf(pod), 1)
    workload.terminating++
    pod.node?.deactivate(pod)
    const forgottenAt = this.endpoints.update(pod)
    this.observe(pod, 'terminating')
    this.changed(pod)
    return forgottenAt
  }

  /** It is gone from the API. */
  gone(pod: Pod): void {
    this.endpoints.setServing(pod, false)
    pod.node?.unbind(pod, this.context.kernel.now)
    pod.workload.terminating--
    pod.replicaSet.total--
    pod.phase = GONE
    this.observe(pod, 'gone')
    this.watchers.podGone(pod)
    this.context.pods.release(pod)
  }

  private countAvailable(pod: Pod): void {
    pod.isAvailable = true
    pod.workload.available++
    pod.replicaSet.available++
  }

  /** Takes a ready pod out of the counts; one being deleted stays ready itself. */
  private discount(pod: Pod, staysReady = false): void {
    pod.isReady = staysReady
    pod.workload.ready--
    pod.replicaSet.ready--
    if (!pod.isAvailable) return
    pod.isAvailable = false
    pod.workload.available--
    pod.replicaSet.available--
  }

  private changed(pod: Pod): void {
    this.watchers.replicaSetChanged(pod.replicaSet.slot)
    pod.workload.readinessChanged.notify()
    pod.workload.rollout?.changed.notify()
  }

  private observe(pod: Pod, phase: PodPhase): void {
    this.observer?.({
      at: this.context.kernel.now,
      region: this.context.region.name,
      service: pod.workload.service.name,
      pod: `${pod.workload.service.name}-${pod.template.revision}-${pod.ordinal}`,
      revision: pod.template.revision,
      node: pod.node?.name ?? '',
      phase,
    })
  }
}
