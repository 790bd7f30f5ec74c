import { type Classified, scales } from './classify.ts'
import type { Edges } from './edges.ts'
import type { Consumed } from './report.ts'
import { mounts } from './storage.ts'
import type { ManifestSet, Origin } from './workload.ts'

/** What every document that is neither a service nor a database was read for. */
export function consumedOf(
  set: ManifestSet,
  lists: readonly Origin[],
  classified: Classified,
  edges: Edges,
): Consumed[] {
  const current = [...classified.services, ...classified.databases.map(({ workload }) => workload)]
  const entry = ({ kind, name, file, line }: Origin, usedFor: string): Consumed => ({ kind, name, file, line, usedFor })
  const of = (what: string, users: Iterable<string>, nobody: string) => {
    const names = [...users]
    return names.length === 0 ? nobody : `${what} of ${names.join(', ')}`
  }
  const namesOf = (workloads: readonly { readonly name: string }[]) => workloads.map(({ name }) => name)
  return [
    ...set.addresses.map((address) => {
      const backends = edges.book.backendsOf(address)
      const nobody =
        address.externalName === undefined ? 'selects no workload here' : `stands for ${address.externalName}`
      return entry(address, of('address', namesOf(backends), nobody))
    }),
    ...set.configurations.map((each) =>
      entry(each, of('settings', edges.shelf.users.get(each) ?? [], 'used by no workload here')),
    ),
    ...set.claims.map((claim) =>
      entry(
        claim,
        of('storage', namesOf(current.filter((each) => mounts(each, claim))), 'mounted by no workload here'),
      ),
    ),
    ...set.autoscalers.map((each) =>
      entry(
        each,
        of('replicas', namesOf(current.filter((workload) => scales(each, workload))), 'its target is not here'),
      ),
    ),
    ...classified.replaced.map(({ workload, by }) => entry(workload, `replaced by ${by.file}:${by.line}`)),
    ...lists.map((list) => entry(list, 'its items count themselves')),
  ]
}
