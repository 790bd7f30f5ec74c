import type { ClusterMechanism } from '../../../model/mechanisms/cluster.ts'
import type { Millis } from '../../../model/units.ts'
import { key } from '../../../random/index.ts'
import type { Pod } from './pod.ts'

const RETRY = key('cluster/kubelet-retry')

/**
 * When the kubelet syncs a pod again whose sync at `now` met a back-off that ends at `until`: its worker comes back every retry
 * period plus jitter, and what it finds still in back-off waits for the next time. So a back-off of 10 s takes 10 to 15 s, and
 * one of 300 s up to 15 s longer.
 */
export function retriedAt(pod: Pod, now: Millis, until: Millis, kubelet: ClusterMechanism['kubelet']): Millis {
  let at = now
  do {
    const u = kubelet.retryJitter === 0 ? 0 : pod.template.draws.uniform(pod.entity, RETRY, pod.retries++)
    at += Math.round(kubelet.retry * (1 + kubelet.retryJitter * u))
  } while (at < until)
  return at
}
