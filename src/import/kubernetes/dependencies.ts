import { nameSchema } from '../../model/schema.ts'
import { AddressBook } from './addresses.ts'
import { mentions } from './mentions.ts'
import { ConfigurationShelf, settingsOf } from './settings.ts'
import type { Address, ManifestSet, Workload } from './workload.ts'

/** Who needs whom, as far as the manifests say, and what was used to find out. */
export interface Dependencies {
  /** In the order in which the workloads first name each other. */
  readonly needs: ReadonlyMap<Workload, Set<Workload>>
  /** Hosts outside of the cluster that a workload reaches by an ExternalName Service. */
  readonly outside: ReadonlyMap<Workload, ReadonlySet<string>>
  readonly book: AddressBook
  readonly shelf: ConfigurationShelf
  /** `WORKLOAD: VARIABLE=VALUE` for text that equals a Service's name and was not taken for a host. */
  readonly doubtful: string[]
  /** `WORKLOAD needs SERVICE` for Services that no workload of the set stands behind. */
  readonly unanswered: string[]
}

/**
 * Reads what each workload is configured with for names of Services, and follows their selectors to workloads. Where a
 * Service selects several (versions of one service, say), all of them are needed.
 */
export function findDependencies(set: ManifestSet): Dependencies {
  const book = new AddressBook(set.addresses, set.workloads)
  const shelf = new ConfigurationShelf(set.configurations)
  const needs = new Map<Workload, Set<Workload>>()
  const outside = new Map<Workload, Set<string>>()
  const doubtful = new Set<string>()
  const unanswered = new Set<string>()

  for (const workload of set.workloads) {
    const needed = new Set<Workload>()
    const hosts = new Set<string>()
    const doubts = new Map<Address, string>()
    for (const setting of settingsOf(workload, shelf)) {
      for (const { address, certain } of mentions(setting, book, workload.namespace)) {
        const backends = book.backendsOf(address)
        if (backends.includes(workload)) continue
        if (!certain) doubts.set(address, `${workload.name}: ${setting.key}=${address.name}`)
        else if (backends.length === 0 && address.externalName !== undefined)
          hosts.add(thirdPartyOf(address, address.externalName))
        else if (backends.length === 0) unanswered.add(`${workload.name} needs ${address.name}`)
        else for (const backend of backends) needed.add(backend)
      }
    }
    for (const [address, doubt] of doubts) {
      if (!book.backendsOf(address).some((backend) => needed.has(backend))) doubtful.add(doubt)
    }
    needs.set(workload, needed)
    outside.set(workload, hosts)
  }
  return { needs, outside, book, shelf, doubtful: [...doubtful], unanswered: [...unanswered] }
}

/** A third party is called by its host, or as its Service where the host is no name that a fleet takes. */
function thirdPartyOf(address: Address, externalName: string): string {
  const host = externalName.toLowerCase().replace(/\.$/, '')
  return nameSchema.safeParse(host).success ? host : address.name
}
