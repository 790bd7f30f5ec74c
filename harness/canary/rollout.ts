import type { KubernetesObject, V1Deployment, V1DeploymentSpec } from '@kubernetes/client-node'

/** A step of a canary: a share of the pods in percent, or a wait, without a time until somebody promotes it. */
export type CanaryStep =
  | { readonly setWeight: number }
  | { readonly pause: { readonly duration?: `${number}${'s' | 'm'}` } }

/** What Argo Rollouts says of a Rollout; the fields that are read here (`pkg/apis/rollouts/v1alpha1/types.go`). */
export interface RolloutStatus {
  readonly phase?: 'Healthy' | 'Degraded' | 'Progressing' | 'Paused'
  readonly message?: string
  readonly observedGeneration?: string
  readonly currentStepIndex?: number
  readonly abort?: boolean
  readonly stableRS?: string
  readonly currentPodHash?: string
}

/** A Rollout of Argo Rollouts: a Deployment with a strategy of its own. */
export interface Rollout extends KubernetesObject {
  readonly spec?: object
  readonly status?: RolloutStatus
}

/** The Rollout that does what a Deployment does, by canary steps. */
export function rolloutOf(deployment: V1Deployment, steps: readonly CanaryStep[]): Rollout {
  const { strategy, ...spec }: Partial<V1DeploymentSpec> = deployment.spec ?? {}
  const { maxSurge, maxUnavailable } = strategy?.rollingUpdate ?? {}
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: deployment.metadata ?? {},
    spec: { ...spec, strategy: { canary: { steps, maxSurge, maxUnavailable } } },
  }
}

/** Where a canary stands, for the generation that was applied or a later one. */
export type CanaryState =
  | { readonly state: 'under-way' }
  /** It waits at a step for somebody, or for its time. */
  | { readonly state: 'paused'; readonly step: number }
  /** All pods are of the new version. */
  | { readonly state: 'complete' }
  /** All traffic is with the version before. */
  | { readonly state: 'aborted'; readonly detail: string }

/** Reads where a canary stands. */
export function canaryState({ metadata, status }: Rollout): CanaryState {
  if (Number(status?.observedGeneration ?? 0) < (metadata?.generation ?? 0)) return { state: 'under-way' }
  if (status?.phase === 'Paused') return { state: 'paused', step: status.currentStepIndex ?? 0 }
  if (status?.phase === 'Degraded') return { state: 'aborted', detail: status.message ?? 'degraded' }
  return status?.phase === 'Healthy' ? { state: 'complete' } : { state: 'under-way' }
}
