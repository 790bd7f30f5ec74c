import { type KubernetesObject, PatchStrategy } from '@kubernetes/client-node'
import type { ClusterConnection } from './connection.ts'

/** Who owns the fields that seatrial applies (server-side apply). */
export const FIELD_MANAGER = 'seatrial'

/** Applies one object server-side, as `kubectl apply --server-side --force-conflicts` does; returns what the server made of it. */
export async function applyObject<T extends KubernetesObject>(
  connection: ClusterConnection,
  object: T,
  signal: AbortSignal,
): Promise<T> {
  const api = connection.objects(signal)
  return await api.patch(object, undefined, undefined, FIELD_MANAGER, true, PatchStrategy.ServerSideApply)
}
