import type { LayerId } from './image-catalogue.ts'
import type { Pod } from './pod.ts'
import type { PodTemplate } from './template.ts'
import type { Workload } from './workload.ts'

/** One revision of a Deployment and its pods. */
export class ReplicaSet {
  /** Position in the cluster's table; the payload of its events. */
  readonly slot: number
  /** Position in the order of creation. */
  readonly born: number
  readonly workload: Workload
  template: PodTemplate
  /** Layers of its image, as the cluster's catalogue numbers them. */
  readonly layers: readonly LayerId[]
  /** The Deployment's revision number; a rollback raises it again. */
  revisionNumber: number

  /** `spec.replicas` as the deployment controller has written it, or is writing it right now. */
  wanted = 0
  /** `spec.replicas` as everybody sees it. */
  spec = 0
  /** The `spec` that the last status report was about. */
  observed = 0

  /** Pods that are not being deleted. */
  readonly pods: Pod[] = []
  /** Pods that exist, including those being deleted. */
  total = 0
  ready = 0
  available = 0
  /** Pods whose creation or deletion is under way: the controller's expectations. */
  expected = 0
  /** Pods ever created, and how many of them before the rollout under way. */
  created = 0
  createdBefore = 0
  /** Pods that failed at least once since this rollout began. */
  failed = 0

  /** The status as last reported: what the deployment controller knows. */
  readonly reported = { replicas: 0, ready: 0, available: 0 }
  /** The status whose report is under way. */
  readonly pending = { replicas: 0, ready: 0, available: 0, observed: 0, isDue: false }

  constructor(
    place: { slot: number; born: number },
    of: { workload: Workload; template: PodTemplate; layers: readonly LayerId[] },
  ) {
    this.slot = place.slot
    this.born = place.born
    this.workload = of.workload
    this.template = of.template
    this.layers = of.layers
    this.revisionNumber = of.workload.generation
  }

  /** It has no pods but those being deleted, will get none, and everybody knows. */
  get isIdle(): boolean {
    return this.wanted === 0 && this.spec === 0 && this.expected === 0 && this.isReportedEmpty
  }

  private get isReportedEmpty(): boolean {
    const { replicas, ready, available } = this.reported
    return replicas === 0 && ready === 0 && available === 0 && this.observed === 0 && !this.pending.isDue
  }
}
