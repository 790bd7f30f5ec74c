import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node'
import type { Cause } from '../../src/model/failure.ts'
import { isPodReady } from '../kubernetes/pod-trouble.ts'

/** What is wrong with a new pod. */
export interface PodFailure {
  /** In Kubernetes' words where it has any, such as `CrashLoopBackOff`. */
  readonly reason: string
  /** What is to blame when nothing else is known. */
  readonly cause: Extract<Cause, 'code-defect' | 'platform'>
}

/** Reasons of a waiting container that have nothing to do with what is in it (kubelet, `images/types.go` and `container/sync_result.go`). */
const PLATFORM_REASONS: readonly string[] = [
  'ErrImagePull',
  'ImagePullBackOff',
  'ImageInspectError',
  'ErrImageNeverPull',
  'RegistryUnavailable',
  'InvalidImageName',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]

/** Whether the pod's startup probe has succeeded, if it has one; else whether its container runs. */
export const hasStarted = (pod: V1Pod): boolean => containerOf(pod)?.started === true

/**
 * What is wrong with a pod that was just made: its image or container cannot be had, its container ended, or it is not ready although
 * it had `patience` milliseconds for it. `startedFor` counts from {@link hasStarted}; undefined before.
 */
export function podFailure(pod: V1Pod, startedFor: number | undefined, patience: number): PodFailure | undefined {
  if (pod.metadata?.deletionTimestamp !== undefined) return undefined
  const container = containerOf(pod)
  const waiting = container?.state?.waiting?.reason
  if (waiting !== undefined && PLATFORM_REASONS.includes(waiting)) return { reason: waiting, cause: 'platform' }
  if (waiting === 'CrashLoopBackOff' || hasEnded(container)) {
    return { reason: waiting ?? exitOf(container), cause: 'code-defect' }
  }
  if (startedFor === undefined || startedFor < patience || isPodReady(pod)) return undefined
  return { reason: 'not ready', cause: 'code-defect' }
}

const containerOf = (pod: V1Pod): V1ContainerStatus | undefined => pod.status?.containerStatuses?.[0]

const hasEnded = (container: V1ContainerStatus | undefined): boolean =>
  container?.state?.terminated !== undefined || (container?.restartCount ?? 0) > 0

function exitOf(container: V1ContainerStatus | undefined): string {
  const end = container?.state?.terminated ?? container?.lastState?.terminated
  return end === undefined ? 'restarted' : `${end.reason ?? 'ended'} (exit code ${end.exitCode})`
}
