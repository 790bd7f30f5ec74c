import {
  AppsV1Api,
  CustomObjectsApi,
  type KubernetesObject,
  type V1Deployment,
  type V1Pod,
} from '@kubernetes/client-node'
import { ROLLOUT_API } from '../canary/names.ts'
import { asWorkload, type Rollout } from '../canary/rollout.ts'
import { REVISION_LABEL, SERVICE_LABEL } from '../charts/names.ts'
import type { Place } from '../kind/facts.ts'
import { ClusterConnection } from './connection.ts'
import { type Change, ObjectWatch } from './informer.ts'
import { rolloutStatus } from './rollout-status.ts'
import { eventTime } from './server-time.ts'
import type { Workload } from './workload.ts'

/** How a rollout ended; `at` is in milliseconds since 1970. */
export type RolloutEnd =
  | { readonly ok: true; readonly at: number; readonly pods: number }
  | { readonly ok: false; readonly at: number; readonly detail: string }

type Listener<T> = (change: Change<T>) => void

/**
 * Keeps watch over the Deployments and pods of one place, for everybody who wants to know: rollouts, rules, faults. Where a service has a
 * Rollout of Argo Rollouts instead of a Deployment, that is shown in the shape of one.
 */
export class PlaceWatch implements AsyncDisposable {
  private readonly deploymentListeners = new Set<Listener<Workload>>()
  private readonly podListeners = new Set<Listener<V1Pod>>()
  private readonly watches: AsyncDisposable[] = []
  private readonly end = new AbortController()
  private deploymentWatch: ObjectWatch<V1Deployment> | undefined
  private rolloutWatch: ObjectWatch<Rollout> | undefined
  private podWatch: ObjectWatch<V1Pod> | undefined

  private constructor() {}

  /** Starts to watch; resolves when what is there is known. `rollouts`: the cluster has Argo Rollouts. */
  static async start(place: Place, { rollouts = false }: { readonly rollouts?: boolean } = {}): Promise<PlaceWatch> {
    const { namespace } = place
    const connection = new ClusterConnection(place)
    const watch = new PlaceWatch()
    const { signal } = watch.end
    watch.deploymentWatch = await ObjectWatch.start<V1Deployment>(connection, {
      path: `/apis/apps/v1/namespaces/${namespace}/deployments`,
      list: () => connection.api(AppsV1Api, signal).listNamespacedDeployment({ namespace }),
      onChange: (change) => tellAll(watch.deploymentListeners, change),
    })
    watch.watches.push(watch.deploymentWatch)
    if (rollouts) watch.watches.push(await watch.watchRollouts(connection, namespace))
    watch.podWatch = await ObjectWatch.start<V1Pod>(connection, {
      path: `/api/v1/namespaces/${namespace}/pods`,
      list: () => connection.core(signal).listNamespacedPod({ namespace }),
      onChange: (change) => tellAll(watch.podListeners, change),
    })
    watch.watches.push(watch.podWatch)
    return watch
  }

  /** The latest state of a Deployment, or of the Rollout of this name where there is no Deployment. */
  deployment(name: string): Workload | undefined {
    const isNamed = ({ metadata }: KubernetesObject): boolean => metadata?.name === name
    const rollout = this.rolloutWatch?.list().find(isNamed)
    return this.deploymentWatch?.list().find(isNamed) ?? (rollout === undefined ? undefined : asWorkload(rollout))
  }

  /** The pods of a service, of one revision or of all. */
  pods(name: string, revision?: string): readonly V1Pod[] {
    const isWanted = (labels: Readonly<Record<string, string>> = {}): boolean =>
      labels[SERVICE_LABEL] === name && (revision === undefined || labels[REVISION_LABEL] === revision)
    return this.podWatch?.list().filter(({ metadata }) => isWanted(metadata?.labels)) ?? []
  }

  /** Tells of every change of a pod, until the result is disposed of. */
  onPod(listener: Listener<V1Pod>): Disposable {
    return subscribe(this.podListeners, listener)
  }

  /** Tells of every change of a Deployment, until the result is disposed of. */
  onDeployment(listener: Listener<Workload>): Disposable {
    return subscribe(this.deploymentListeners, listener)
  }

  /**
   * Waits until the rollout of a generation is complete, or until Kubernetes says that it makes no progress. A Deployment that is
   * deleted meanwhile is waited for: somebody may bring it back.
   */
  async untilRolledOut(name: string, generation: number, signal: AbortSignal): Promise<RolloutEnd> {
    signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<RolloutEnd>()
    const look = (deployment: Workload | undefined, at: number): void => {
      try {
        const end = deployment === undefined ? undefined : endOf(deployment, generation, at)
        if (end !== undefined) resolve(end)
      } catch (error) {
        reject(error)
      }
    }
    const giveUp = (): void => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    using _subscription = this.onDeployment(({ object, at }) => {
      if (object.metadata?.name === name) look(object, at)
    })
    try {
      look(this.deployment(name), Date.now())
      return await promise
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }

  private async watchRollouts(connection: ClusterConnection, namespace: string): Promise<AsyncDisposable> {
    const { group, version, plural } = ROLLOUT_API
    this.rolloutWatch = await ObjectWatch.start<Rollout>(connection, {
      path: `/apis/${group}/${version}/namespaces/${namespace}/${plural}`,
      list: () =>
        connection.api(CustomObjectsApi, this.end.signal).listNamespacedCustomObject({ ...ROLLOUT_API, namespace }),
      onChange: (change) => tellAll(this.deploymentListeners, { ...change, object: asWorkload(change.object) }),
    })
    return this.rolloutWatch
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end.abort(new Error('the watch is over'))
    await Promise.all(this.watches.map((watch) => watch[Symbol.asyncDispose]()))
  }
}

function endOf(deployment: Workload, generation: number, heardAt: number): RolloutEnd | undefined {
  const status = rolloutStatus(deployment, generation)
  if (status.state === 'under-way') return undefined
  const at = eventTime(status.since, heardAt)
  if (status.state === 'stuck') return { ok: false, at, detail: status.detail }
  return { ok: true, at, pods: deployment.spec?.replicas ?? 1 }
}

function subscribe<T>(listeners: Set<Listener<T>>, listener: Listener<T>): Disposable {
  listeners.add(listener)
  return { [Symbol.dispose]: () => void listeners.delete(listener) }
}

function tellAll<T>(listeners: ReadonlySet<Listener<T>>, change: Change<T>): void {
  for (const listener of listeners) listener(change)
}
