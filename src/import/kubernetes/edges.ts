import { ownerByName } from './by-name.ts'
import type { Classified } from './classify.ts'
import { breakCycles } from './cycles.ts'
import { type Dependencies, findDependencies } from './dependencies.ts'
import type { ManifestSet, Workload } from './workload.ts'

/** The dependencies as a fleet can hold them, and what had to be changed or guessed for that. */
export interface Edges extends Dependencies {
  /** Between databases, or between services; without cycles. */
  readonly same: ReadonlyMap<Workload, ReadonlySet<Workload>>
  /** From services to databases. */
  readonly uses: ReadonlyMap<Workload, ReadonlySet<Workload>>
  readonly cut: readonly (readonly [from: Workload, to: Workload])[]
  readonly byName: readonly (readonly [service: Workload, database: Workload])[]
  /** Databases that wait for a service, which a fleet cannot say. */
  readonly upward: readonly (readonly [database: Workload, service: Workload])[]
  readonly unused: readonly Workload[]
}

/**
 * Sorts what workloads need into services and databases, takes out what closes a cycle (start-up would never end), and gives
 * databases that nobody names to the service that they are called after.
 */
export function findEdges(set: ManifestSet, { services, databases }: Classified): Edges {
  const current = { ...set, workloads: [...services, ...databases.map(({ workload }) => workload)] }
  const found = findDependencies(current)
  const isDatabase = new Set(databases.map(({ workload }) => workload))
  const same = new Map<Workload, Set<Workload>>()
  const uses = new Map<Workload, Set<Workload>>()
  const upward: (readonly [Workload, Workload])[] = []
  for (const [workload, needed] of found.needs) {
    const ofMyKind = [...needed].filter((each) => isDatabase.has(each) === isDatabase.has(workload))
    const others = [...needed].filter((each) => isDatabase.has(each) !== isDatabase.has(workload))
    same.set(workload, new Set(ofMyKind))
    if (isDatabase.has(workload)) upward.push(...others.map((service) => [workload, service] as const))
    else uses.set(workload, new Set(others))
  }
  const cut = breakCycles(same)
  const named = new Set([...found.needs.values()].flatMap((needed) => [...needed]))
  const byName = [...isDatabase]
    .filter((database) => !named.has(database))
    .flatMap((database) => {
      const owner = ownerByName(database, services)
      return owner === undefined ? [] : [[owner, database] as const]
    })
  for (const [owner, database] of byName) uses.get(owner)!.add(database)
  const used = new Set([...named, ...byName.map(([, database]) => database)])
  return { ...found, same, uses, cut, byName, upward, unused: [...isDatabase].filter((each) => !used.has(each)) }
}
