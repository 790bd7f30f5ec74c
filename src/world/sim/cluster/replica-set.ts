import type { Pod } from './pod.ts'
import type { PodTemplate } from './template.ts'
import type { Workload } from './workload.ts'

/** One revision of a Deployment and its pods. */
export class ReplicaSet {
  /** Position in the cluster's table; the payload of its events. */
  readonly slot: number
  readonly workload: Workload
  template: PodTemplate
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
  /** Pods ever created, and how many of them before the rollout under way. */
  created = 0
  createdBefore = 0
  /** Pods that failed at least once since this rollout began. */
  failed = 0

  /** The status as last reported: what the deployment controller knows. */
  readonly reported = { replicas: 0, ready: 0, available: 0 }
  /** The status whose report is under way. */
  readonly pending = { replicas: 0, ready: 0, available: 0, observed: 0, isDue: false }

  constructor(slot: number, workload: Workload, template: PodTemplate, revisionNumber: number) {
    this.slot = slot
    this.workload = workload
    this.template = template
    this.revisionNumber = revisionNumber
  }
}
