import type { KubernetesObject, V1Deployment, V1DeploymentSpec, V1DeploymentStatus } from '@kubernetes/client-node'
import type { Workload } from '../kubernetes/workload.ts'
import { ROLLOUT_API } from './names.ts'

/** A step of a canary: a share of the pods in percent, or a wait, without a time until somebody promotes it. */
export type CanaryStep =
  | { readonly setWeight: number }
  | { readonly pause: { readonly duration?: `${number}${'s' | 'm'}` } }

/** What Argo Rollouts says of a Rollout; the fields that are read here (`pkg/apis/rollouts/v1alpha1/types.go`). */
export interface RolloutStatus extends Omit<V1DeploymentStatus, 'observedGeneration'> {
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
  readonly spec?: Omit<V1DeploymentSpec, 'strategy'> & { readonly strategy: object }
  readonly status?: RolloutStatus
}

/** What takes the place of `Recreate`, which Rollouts do not have: no new pod before the old ones are told to go. */
const RECREATE = { maxSurge: 0, maxUnavailable: '100%' }

/** The Rollout that does what a Deployment does, by canary steps; without steps it is a rolling update, as the Deployment's. */
export function rolloutOf({ metadata = {}, spec: of }: V1Deployment, steps: readonly CanaryStep[]): Rollout {
  if (of === undefined) throw new RangeError(`the Deployment ${metadata.name} has no spec`)
  const { strategy, ...spec } = of
  const { maxSurge, maxUnavailable } = strategy?.type === 'Recreate' ? RECREATE : (strategy?.rollingUpdate ?? {})
  return {
    apiVersion: `${ROLLOUT_API.group}/${ROLLOUT_API.version}`,
    kind: 'Rollout',
    metadata,
    spec: { ...spec, strategy: { canary: { steps, maxSurge, maxUnavailable } } },
  }
}

/** A Rollout in the shape of a Deployment, for all who watch those. */
export function asWorkload({ metadata = {}, spec, status }: Rollout): Workload {
  const shape = { kind: 'Rollout', metadata, ...(spec === undefined ? {} : { spec }) }
  if (status === undefined) return shape
  return { ...shape, status: { ...status, observedGeneration: Number(status.observedGeneration ?? 0) } }
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
