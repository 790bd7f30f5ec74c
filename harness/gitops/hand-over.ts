import type { KubernetesObject } from '@kubernetes/client-node'
import type { ArgoCd } from '../argocd/argocd.ts'
import type { ServiceRollouts } from '../kubectl/service-rollouts.ts'
import { applyObject } from '../kubernetes/apply.ts'
import type { ClusterConnection } from '../kubernetes/connection.ts'
import { mergeObject } from '../kubernetes/merge.ts'
import type { Placed } from '../releases/releases.ts'
import type { Configuration } from './configuration.ts'

/** Who owns the fields that Argo CD applies, and what it writes on objects that it manages. */
const ARGOCD_MANAGER = 'argocd-controller'
const MARKS = { 'argocd.argoproj.io/tracking-id': null, 'kubectl.kubernetes.io/last-applied-configuration': null }

/** Between whom what runs is handed over. */
export interface HandOver {
  readonly argo: ArgoCd
  readonly configuration: Configuration
  readonly rollouts: ServiceRollouts
}

/**
 * Hands what runs over to Argo CD: writes it to Git, and waits until every application is in sync and healthy. No pod is replaced: the
 * chart says what runs already.
 */
export async function takeOver(of: HandOver, running: readonly Placed[], signal: AbortSignal): Promise<void> {
  const { argo, configuration, rollouts } = of
  await configuration.commit('What runs', running)
  const one = async ({ release: { service }, place }: Placed): Promise<void> => {
    const target = configuration.target(service, place)
    await argo.manage(service, rollouts.place(place), signal)
    await argo.tell(service, place, target, signal)
    await argo.untilHealthy(service, place, target, signal)
  }
  await Promise.all(running.map(one))
}

/**
 * Has Argo CD let go of everything, without touching a pod. Afterwards the objects are as if they had been applied by hand, with nobody
 * else owning a field: whoever applies next decides what is in them.
 */
export async function letGo(of: HandOver, running: readonly Placed[], signal: AbortSignal): Promise<void> {
  const { argo, rollouts } = of
  await argo.release(signal)
  const one = async ({ release, place }: Placed): Promise<void> => {
    const connection = rollouts.connection(place)
    for (const object of rollouts.manifests(release, rollouts.place(place))) {
      const applied: KubernetesObject = await applyObject<KubernetesObject>(connection, object, signal)
      await takeMarksOff(connection, applied, signal)
    }
  }
  await Promise.all(running.map(one))
}

async function takeMarksOff(
  connection: ClusterConnection,
  { apiVersion = '', kind = '', metadata }: KubernetesObject,
  signal: AbortSignal,
): Promise<void> {
  const managedFields = metadata?.managedFields?.filter(({ manager }) => manager !== ARGOCD_MANAGER) ?? []
  const { name = '', namespace = '' } = metadata ?? {}
  const change = { apiVersion, kind, metadata: { name, namespace, annotations: MARKS, managedFields } }
  await mergeObject(connection, change, signal)
}
