import { type KubernetesObject, PatchStrategy } from '@kubernetes/client-node'
import type { ClusterConnection } from './connection.ts'

/** An object by its name, with those of its fields that are to change; `null` removes one. */
export interface Change {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown }
  readonly [field: string]: unknown
}

/** Changes some fields of an object that exists (JSON merge patch, RFC 7386); returns what the server made of it. */
export async function mergeObject(
  connection: ClusterConnection,
  change: Change,
  signal: AbortSignal,
): Promise<KubernetesObject> {
  const api = connection.objects(signal)
  return await api.patch(change, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch)
}
