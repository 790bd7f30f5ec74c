import type { Address, Workload } from './workload.ts'
import { mayShareNamespace } from './workload.ts'

/** A host that is a Service of the set. */
export interface Resolved {
  readonly address: Address
  /** The host alone proves that it is meant as a name of a Service, as `cart.shop.svc` does and `cart` does not. */
  readonly qualified: boolean
}

/** The DNS of the cluster that the manifests describe (Kubernetes: "DNS for Services and Pods"). */
export class AddressBook {
  private readonly byName: ReadonlyMap<string, readonly Address[]>
  private readonly backends: ReadonlyMap<Address, readonly Workload[]>

  constructor(addresses: readonly Address[], workloads: readonly Workload[]) {
    this.byName = Map.groupBy(addresses, (address) => address.name)
    this.backends = new Map(addresses.map((address) => [address, workloads.filter((each) => selects(address, each))]))
  }

  /** The workloads whose pods answer at an address; behind an ExternalName, those of the Service of the set that it names. */
  backendsOf(address: Address): readonly Workload[] {
    const alias =
      address.externalName === undefined ? undefined : this.resolve(address.externalName, undefined)?.address
    return this.backends.get(alias ?? address) ?? []
  }

  /**
   * The Service that a host names, seen from a namespace: `cart`, `cart.shop`, `cart.shop.svc`, `cart.shop.svc.cluster.local`,
   * each also with the name of a pod before it.
   */
  resolve(host: string, namespace: string | undefined): Resolved | undefined {
    const labels = host.toLowerCase().split('.')
    return (
      this.byLabels(labels, namespace) ??
      (labels.length > 1 && /-\d+$/.test(labels[0]!) ? this.byLabels(labels.slice(1), namespace) : undefined)
    )
  }

  private byLabels([name = '', stated, svc, ...rest]: readonly string[], namespace: string | undefined) {
    if (svc !== undefined && svc !== 'svc') return undefined
    if (rest.length > 0 && rest.join('.') !== 'cluster.local') return undefined
    const candidates = this.byName.get(name) ?? []
    const wanted = stated ?? namespace
    const exact = candidates.find((address) => address.namespace === wanted)
    const possible = candidates.filter((address) => mayShareNamespace(address.namespace, wanted))
    const address = exact ?? (possible.length === 1 ? possible[0] : undefined)
    if (address === undefined) return undefined
    return { address, qualified: svc !== undefined || (stated !== undefined && address.namespace === stated) }
  }
}

function selects(address: Address, workload: Workload): boolean {
  const wanted = Object.entries(address.selector)
  return (
    wanted.length > 0 &&
    mayShareNamespace(address.namespace, workload.namespace) &&
    wanted.every(([label, value]) => workload.podLabels[label] === value)
  )
}
