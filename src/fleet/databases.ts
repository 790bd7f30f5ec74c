import { lognormal } from '../model/distribution.ts'
import type { FleetInput, Tier } from '../model/fleet.ts'
import { attach } from './attachment.ts'
import type { Draws } from './draws.ts'
import type { Named } from './vocabulary.ts'

type Databases = NonNullable<FleetInput['databases']>

/** What this module needs to know of a service. */
interface User extends Named {
  readonly tier: Tier
}

/** Sizes: a median of 60 GiB, and a few a hundred times that of others. Assumed. */
const SIZE_GIB = lognormal({ median: 60, sigma: 1.2 })

/** Of the services without a database of their own, the share that reads one of their team's: assumed. */
const READERS = 0.5

/**
 * PostgreSQL databases, each named after the service that owns it (critical services first, then important ones); schemas
 * refer to each other as services do, without cycles (the published fleet has 45 with cross-dependencies).
 */
export function databases(owners: readonly User[], draws: Draws): Databases {
  const names = owners.map((owner) => databaseOf(owner.name))
  const references = attach(names, { extra: 0.3, attraction: 1, purpose: 'schema' }, draws)
  return owners.map((owner) => {
    const name = databaseOf(owner.name)
    return {
      name,
      role: 'database',
      engine: 'postgresql',
      sizeGiB: Math.round(draws.value(SIZE_GIB, name, 'size')),
      replicas: owner.tier === 'critical' ? 3 : 2,
      dependsOn: refersToOthers(name, draws) ? references.get(name)! : [],
    }
  })
}

/** The databases that a service uses: its own, or else perhaps one of its team's. */
export function databasesOf(service: User, owners: readonly User[], draws: Draws): string[] {
  if (owners.some((owner) => owner.name === service.name)) return [databaseOf(service.name)]
  const near = owners.filter((owner) => owner.team === service.team)
  if (near.length === 0 || draws.uniform(service.name, 'reads-database') >= READERS) return []
  return [databaseOf(near[Math.floor(draws.uniform(service.name, 'database') * near.length)]!.name)]
}

const databaseOf = (service: string): string => `${service}-db`

/** About 60 % of the schemas refer to another: assumed. */
const refersToOthers = (name: string, draws: Draws): boolean => draws.uniform(name, 'refers') < 0.6
