import { setTimeout as pause } from 'node:timers/promises'
import { objectName, REVISION_LABEL, SERVICE_LABEL, SERVICE_PORT } from '../charts/names.ts'
import { placeOf } from '../kind/facts.ts'
import { ignoreMissing } from '../kubernetes/missing.ts'
import { RUN_LABEL } from '../run/run.ts'
import type { Actions } from './actions.ts'
import type { FaultParts } from './parts.ts'
import type { PodFaults } from './pods.ts'
import { removalSignal, until } from './waiting.ts'

/** How long a rollout may be in coming. */
const PATIENCE_MS = 3_600_000

/** Where a release looks for what it cannot start without: a Service that leads nowhere at first. */
export const lateDependencyUrl = (service: string): string => `http://${nameOf(service)}/health/live`

const nameOf = (service: string): string => `late-${objectName(service)}`

/**
 * Makes that Service in a place, and lets it lead to pods of the service itself so long after the first pod that does not run what is
 * there now was seen. It goes when the fault is taken out.
 */
export function lateDependency(
  parts: FaultParts,
  pods: PodFaults,
  of: { service: string; region: string; readyAfterMs: number },
  actions: Actions,
): void {
  const { service, region, readyAfterMs } = of
  const name = nameOf(service)
  const { namespace } = placeOf(parts.clusters, region)
  const connection = parts.rollouts.connection(region)
  const known = new Set(pods.seen({ service, region }).map(({ revision }) => revision))
  const object = (selector: Readonly<Record<string, string>>) => ({
    metadata: { name, labels: { [RUN_LABEL]: parts.run.id } },
    spec: { selector, publishNotReadyAddresses: true, ports: [{ port: SERVICE_PORT, targetPort: 'http' }] },
  })
  actions.onRemoval(async () => {
    await connection.core(removalSignal()).deleteNamespacedService({ name, namespace }).catch(ignoreMissing)
  })
  actions.start(`making a dependency of ${service} that is late`, async (signal) => {
    const nobody = { [SERVICE_LABEL]: objectName(service), [REVISION_LABEL]: 'none' }
    await connection.core(signal).createNamespacedService({ namespace, body: object(nobody) })
    const isAsked = (): boolean => pods.seen({ service, region }).some(({ revision }) => !known.has(revision))
    await until(`a new pod of ${service} was seen`, isAsked, { signal, limitMs: PATIENCE_MS })
    await pause(readyAfterMs, undefined, { signal })
    const everybody = { [SERVICE_LABEL]: objectName(service) }
    await connection.core(signal).replaceNamespacedService({ name, namespace, body: object(everybody) })
  })
}
