import type { V1Deployment, V1DeploymentStatus } from '@kubernetes/client-node'

/** What brings the pods of a service about: a Deployment, or a Rollout of Argo Rollouts in the shape of one. */
export interface Workload extends V1Deployment {
  readonly status?: WorkloadStatus
}

/** A Deployment's status has no phase: its numbers say all. */
export type WorkloadStatus = V1DeploymentStatus & {
  readonly phase?: string
  readonly message?: string
}
