import type { CoreV1Api } from '@kubernetes/client-node'
import { ignoreMissing } from '../kubernetes/missing.ts'
import { SECRET_TYPE } from '../terraform/stack.ts'

/** An object that Terraform owns, and the API of the cluster that it is in. */
export interface Owned {
  readonly core: (signal: AbortSignal) => CoreV1Api
  readonly object: { readonly name: string; readonly namespace: string }
}

/** A change by hand that was thought out and not made yet. */
export interface EditByHand {
  readonly make: (signal: AbortSignal) => Promise<void>
  /** Puts back what was there before, unless an apply or a person has done so. */
  readonly restore: (signal: AbortSignal) => Promise<void>
}

const BY_HAND = 'by hand'

/** Changes a value of a ConfigMap. */
export async function configMapEdit({ core, object }: Owned, signal: AbortSignal): Promise<EditByHand> {
  const { data = {}, ...found } = await core(signal).readNamespacedConfigMap(object)
  return {
    make: async (at) => {
      const body = { ...found, data: { ...data, revision: BY_HAND } }
      await core(at).replaceNamespacedConfigMap({ ...object, body })
    },
    restore: async (at) => {
      const now = await core(at).readNamespacedConfigMap(object)
      if (now.data?.revision === BY_HAND)
        await core(at).replaceNamespacedConfigMap({ ...object, body: { ...now, data } })
    },
  }
}

/** Replaces a Secret by one of another type. */
export async function secretReplacement({ core, object }: Owned, signal: AbortSignal): Promise<EditByHand> {
  const { data = {}, metadata } = await core(signal).readNamespacedSecret(object)
  const { name, namespace } = object
  const create = async (type: string, at: AbortSignal): Promise<void> => {
    const body = { metadata: { name, labels: { ...metadata?.labels } }, type, data }
    await core(at).createNamespacedSecret({ namespace, body })
  }
  return {
    make: async (at) => {
      await core(at).deleteNamespacedSecret(object)
      await create('seatrial.dev/by-hand', at)
    },
    restore: async (at) => {
      const now = await core(at).readNamespacedSecret(object).catch(ignoreMissing)
      if (now?.type === SECRET_TYPE) return
      if (now !== undefined) await core(at).deleteNamespacedSecret(object)
      await create(SECRET_TYPE, at)
    },
  }
}
