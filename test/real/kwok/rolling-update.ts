import { AppsV1Api, type V1ReplicaSet } from '@kubernetes/client-node'
import { SERVICE_LABEL } from '../../../harness/charts/names.ts'
import type { Place } from '../../../harness/kind/facts.ts'
import { ClusterConnection } from '../../../harness/kubernetes/connection.ts'
import { ObjectWatch } from '../../../harness/kubernetes/informer.ts'
import type { PlaceWatch } from '../../../harness/kubernetes/place-watch.ts'
import { isPodReady } from '../../../harness/kubernetes/pod-trouble.ts'

/** The extremes that were seen of each service while it was watched. */
export interface Extremes extends AsyncDisposable {
  /** The most replicas that its ReplicaSets asked for together: what the Deployment controller bounds by maxSurge. */
  readonly mostWanted: ReadonlyMap<string, number>
  /** The fewest pods that were ready and not being deleted. */
  readonly fewestReady: ReadonlyMap<string, number>
}

/** Watches all rolling updates of a place, change by change, until it is disposed of. */
export async function watchExtremes(place: Place, watch: PlaceWatch): Promise<Extremes> {
  const mostWanted = new Map<string, number>()
  const fewestReady = new Map<string, number>()
  const { namespace } = place
  const connection = new ClusterConnection(place)
  const end = new AbortController()
  const wanted = new Map<string, Map<string, number>>()
  const replicaSets = await ObjectWatch.start<V1ReplicaSet>(connection, {
    path: `/apis/apps/v1/namespaces/${namespace}/replicasets`,
    list: () => connection.api(AppsV1Api, end.signal).listNamespacedReplicaSet({ namespace }),
    onChange: ({ kind, object: { metadata, spec } }) => {
      const service = metadata?.labels?.[SERVICE_LABEL] ?? ''
      const own = wanted.get(service) ?? new Map<string, number>()
      wanted.set(service, own.set(metadata?.name ?? '', kind === 'deleted' ? 0 : (spec?.replicas ?? 0)))
      const sum = [...own.values()].reduce((total, replicas) => total + replicas, 0)
      mostWanted.set(service, Math.max(sum, mostWanted.get(service) ?? 0))
    },
  })
  const subscription = watch.onPod(({ object: { metadata } }) => {
    const service = metadata?.labels?.[SERVICE_LABEL] ?? ''
    const ready = watch.pods(service).filter((pod) => isPodReady(pod) && pod.metadata?.deletionTimestamp === undefined)
    fewestReady.set(service, Math.min(ready.length, fewestReady.get(service) ?? Number.POSITIVE_INFINITY))
  })
  return {
    mostWanted,
    fewestReady,
    [Symbol.asyncDispose]: async () => {
      subscription[Symbol.dispose]()
      end.abort(new Error('the watch is over'))
      await replicaSets[Symbol.asyncDispose]()
    },
  }
}
