import type { Kernel, MachineId, TimerId } from '../../../kernel/index.ts'
import type { ClusterMechanism } from '../../../model/mechanisms/cluster.ts'
import type { Millis } from '../../../model/units.ts'
import { durationQuantile, key } from '../../../random/index.ts'
import type { Pod } from './pod.ts'
import type { PodTable } from './pod-table.ts'
import type { Workload } from './workload.ts'

const PROPAGATION = key('cluster/endpoint-propagation')
const NO_TIMER = -1 as TimerId

/**
 * Which pods traffic is sent to. A pod that becomes ready, unready or is deleted enters or leaves the list of every proxy only
 * after the propagation time, while its process starts and stops on its own clock: requests sent to a pod in the list that does
 * not answer are lost, and so are all requests while the list is empty. Traffic is spread evenly over the list.
 *
 * `preStop` that outlasts the propagation closes the window of a termination.
 */
export class Endpoints {
  private readonly kernel: Kernel
  private readonly mechanism: ClusterMechanism
  private readonly pods: PodTable
  private readonly machine: MachineId
  private readonly serves: (pod: Pod) => boolean

  constructor(kernel: Kernel, parts: { mechanism: ClusterMechanism; pods: PodTable; serves: (pod: Pod) => boolean }) {
    this.kernel = kernel
    this.mechanism = parts.mechanism
    this.pods = parts.pods
    this.serves = parts.serves
    this.machine = kernel.machine((slot) => this.arrive(this.pods.at(slot)))
  }

  /** The pod's readiness or deletion has changed in the API. Returns when the change will have spread; `now` if none. */
  update(pod: Pod): Millis {
    const isWanted = pod.isReady && !pod.isTerminating
    const { now } = this.kernel
    if (isWanted === pod.isWantedInEndpoints) return now
    pod.isWantedInEndpoints = isWanted
    if (pod.endpointTimer !== NO_TIMER) {
      this.kernel.cancel(pod.endpointTimer)
      pod.endpointTimer = NO_TIMER
      this.pods.unpin(pod)
    }
    if (isWanted === pod.isInEndpoints) return now
    const u = pod.template.draws.uniform(pod.entity, PROPAGATION, pod.endpointChanges++)
    const delay = durationQuantile(this.mechanism.endpoints.propagation, u)
    this.pods.pin(pod)
    pod.endpointTimer = this.kernel.schedule(delay, this.machine, pod.slot)
    return now + delay
  }

  /** The pod is in the list at once: the initial steady state. */
  admit(pod: Pod): void {
    pod.isWantedInEndpoints = true
    pod.isInEndpoints = true
    pod.isServing = true
    pod.workload.isExposed = true
    pod.workload.endpoints++
  }

  /** The process begins or ceases to answer. */
  setServing(pod: Pod, isServing: boolean): void {
    if (pod.isServing === isServing) return
    pod.isServing = isServing
    if (!pod.isInEndpoints) return
    this.account(pod.workload)
    pod.workload.deadEndpoints += isServing ? -1 : 1
  }

  /** Brings the count of lost requests of the workload up to now. */
  account(workload: Workload): number {
    const { now } = this.kernel
    const elapsed = now - workload.accountedAt
    workload.accountedAt = now
    if (elapsed > 0 && (workload.endpoints === 0 ? workload.isExposed : workload.deadEndpoints > 0)) {
      const share = workload.endpoints === 0 ? 1 : workload.deadEndpoints / workload.endpoints
      workload.lost += (elapsed / 1_000) * workload.requestsPerSecond * share
    }
    return workload.lost
  }

  private arrive(pod: Pod): void {
    const { workload } = pod
    pod.endpointTimer = NO_TIMER
    this.account(workload)
    pod.isInEndpoints = pod.isWantedInEndpoints
    if (pod.isInEndpoints) {
      pod.isServing = this.serves(pod)
      workload.isExposed = true
      workload.endpoints++
      if (!pod.isServing) workload.deadEndpoints++
    } else {
      workload.endpoints--
      if (!pod.isServing) workload.deadEndpoints--
    }
    this.pods.unpin(pod)
  }
}
