import type { ServiceRollouts } from '../../harness/kubectl/service-rollouts.ts'
import type { Release } from '../../harness/releases/releases.ts'

/** A release on its way to a region. */
export interface Order {
  readonly release: Release
  readonly region: string
}

/** What became of an order; milliseconds since the first request of all. */
export interface RolledOut extends Order {
  /** First request of the client for it. */
  readonly from: number
  /** The last answer to the client: from here on the cluster is at work alone. */
  readonly applied: number
  /** All new pods are available, and no old one is left. */
  readonly ready: number
}

/**
 * Applies releases with so many clients side by side, and waits until all are rolled out. Rejects when one is stuck, with what its
 * pods are stuck in.
 */
export async function rollOut(
  orders: readonly Order[],
  of: { rollouts: ServiceRollouts; clients: number; signal: AbortSignal },
): Promise<readonly RolledOut[]> {
  const { rollouts, clients, signal } = of
  const queue = [...orders]
  const origin = Date.now()
  const ends: Promise<RolledOut>[] = []
  const client = async (): Promise<void> => {
    for (let order = queue.shift(); order !== undefined; order = queue.shift()) {
      const { release, region } = order
      const from = Date.now() - origin
      const generation = await rollouts.apply(release, region, signal)
      const applied = Date.now() - origin
      ends.push(
        rollouts.untilRolledOut(release, region, generation, signal).then((end) => {
          if (!end.ok) throw new Error(`the rollout of ${release.service} in ${region} is stuck: ${end.detail}`)
          return { release, region, from, applied, ready: Math.max(applied, end.at - origin) }
        }),
      )
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return await Promise.all(ends)
}

/** Releases of services in all regions. */
export const ordersOf = (services: readonly string[], regions: readonly string[], revision: string): readonly Order[] =>
  services.flatMap((service) =>
    regions.map((region) => ({ region, release: { service, revision, image: `fake/${service}:${revision}` } })),
  )
