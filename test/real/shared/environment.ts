import { inject } from 'vitest'
import type { Environment } from '../../../harness/environment/environment.ts'
import { readFacts } from '../../../harness/environment/facts-file.ts'
import { environmentAttach, environmentUp } from '../../../harness/environment.ts'
import { runOf } from '../../../harness/run/run-folder.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { region } from '../small-fleet.ts'

/** The region of the shared environment. */
export const REGION = 'us-east-1'

/** How many ports of the cluster lead to this machine, for the services of whichever test runs. */
const PORTS = 12

const { signal } = new AbortController()

/**
 * A cluster of one region, a registry and a builder that all test files of a run share: the first that asks brings them up, which takes
 * a minute or more, and they go when the run is over. Tests leave nothing in it: each deploys to places of its own, see `ownPlaces`.
 * What a test breaks for good (nodes, the registry, the builder) has to be its own: `Bench`.
 */
export async function sharedEnvironment(): Promise<Environment> {
  const { state, name } = inject('sharedEnvironment')
  if ((await readFacts(runOf(name, state))) !== undefined) return await environmentAttach({ state, name, signal })
  const ports = Array.from({ length: PORTS }, (_, index) => ({ name: `port-${index}` }))
  const fleet = fleetSchema.parse({ name: 'shared', regions: [region(REGION)], services: ports })
  return await environmentUp({ state, name, signal, fleet, needs: new Set(['clusters', 'builds']) })
}
