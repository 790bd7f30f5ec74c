import type { V1Pod } from '@kubernetes/client-node'

/** What keeps pods from being ready, in a few words such as `CrashLoopBackOff (payment-7d4-x2x)`; empty when nothing does. */
export function podTrouble(pods: readonly V1Pod[]): string {
  const troubles = pods.flatMap((pod) => {
    const reason = troubleOf(pod)
    return reason === undefined ? [] : [`${reason} (${pod.metadata?.name})`]
  })
  return troubles.slice(0, 3).join(', ')
}

/** Whether a pod passes its readiness probe. */
export const isPodReady = (pod: V1Pod): boolean =>
  pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true

function troubleOf(pod: V1Pod): string | undefined {
  if (isPodReady(pod) || pod.metadata?.deletionTimestamp !== undefined) return undefined
  const container = pod.status?.containerStatuses?.[0]
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')
  if (scheduled?.status === 'False') return scheduled.reason ?? 'not scheduled'
  return container?.state?.waiting?.reason ?? container?.state?.terminated?.reason ?? 'not ready'
}
