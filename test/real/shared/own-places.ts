import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ApiException } from '@kubernetes/client-node'
import type { Environment } from '../../../harness/environment/environment.ts'
import { kindComponent } from '../../../harness/kind/component.ts'
import type { ClusterFacts, Place } from '../../../harness/kind/facts.ts'
import { ClusterConnection } from '../../../harness/kubernetes/connection.ts'
import { createNamespace } from '../../../harness/kubernetes/namespace.ts'

/** Time between two looks whether a namespace is gone. */
const POLL_MS = 500

const { signal } = new AbortController()

/** The clusters of an environment with places that belong to one test file. Disposing of it removes their namespaces. */
export interface OwnPlaces extends AsyncDisposable {
  readonly clusters: ClusterFacts
}

/**
 * Makes a namespace beside each of the environment's own. The services get the ports of this machine in turn; those of another test
 * file must be gone by then.
 */
export async function ownPlaces(environment: Environment, services: readonly string[]): Promise<OwnPlaces> {
  const { clusters, places } = environment.factsOf(kindComponent)
  const suffix = randomBytes(2).toString('hex')
  const own = places.map((place) => ({
    ...place,
    namespace: `${place.namespace}-${suffix}`,
    nodePorts: renamed(place.nodePorts, services),
    hostPorts: renamed(place.hostPorts, services),
  }))
  for (const { namespace, name, environment: kind, ...address } of own) {
    const labels = { 'seatrial.environment': kind, 'seatrial.place': name }
    await createNamespace(new ClusterConnection(address), { name: namespace, run: environment.run, labels, signal })
  }
  const dispose = async () => {
    for (const place of own) await removeNamespace(place)
  }
  return { clusters: { clusters, places: own }, [Symbol.asyncDispose]: dispose }
}

/** The same ports under other names, as many as there are names. */
function renamed(ports: Readonly<Record<string, number>>, names: readonly string[]): Record<string, number> {
  const numbers = Object.values(ports)
  if (numbers.length > 0 && numbers.length < names.length)
    throw new RangeError(`there are only ${numbers.length} ports`)
  return Object.fromEntries(
    names.flatMap((name, index) => (numbers[index] === undefined ? [] : [[name, numbers[index]]])),
  )
}

async function removeNamespace(place: Place): Promise<void> {
  const core = new ClusterConnection(place).core(signal)
  const { namespace: name } = place
  try {
    await core.deleteNamespace({ name })
    for (;;) {
      await core.readNamespace({ name })
      await pause(POLL_MS)
    }
  } catch (error) {
    if (!(error instanceof ApiException && error.code === 404)) throw error
  }
}
