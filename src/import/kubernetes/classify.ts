import { type Engine, engineOf, engineOfWorkload, mainContainers } from './images.ts'
import type { Autoscaler, ManifestSet, Workload } from './workload.ts'
import { mayShareNamespace } from './workload.ts'

/** The workloads of a set, each in exactly one place. */
export interface Classified {
  readonly services: readonly Workload[]
  readonly databases: readonly { readonly workload: Workload; readonly engine: Engine }[]
  /** Workloads that a later document of the same kind, name and namespace replaces, as `kubectl apply` would. */
  readonly replaced: readonly { readonly workload: Workload; readonly by: Workload }[]
  /** Services with a private database or cache beside them in their pod. */
  readonly withStateInside: readonly Workload[]
}

/** Sorts workloads into services and databases (caches and brokers among them); see `images.ts` for the rule. */
export function classify(workloads: readonly Workload[]): Classified {
  const last = new Map(workloads.map((workload) => [identity(workload), workload]))
  const services: Workload[] = []
  const databases: Classified['databases'][number][] = []
  for (const workload of workloads) {
    if (last.get(identity(workload)) !== workload) continue
    const engine = engineOfWorkload(workload)
    if (engine === undefined) services.push(workload)
    else databases.push({ workload, engine })
  }
  return {
    services,
    databases,
    replaced: workloads.flatMap((workload) => {
      const by = last.get(identity(workload))!
      return by === workload ? [] : [{ workload, by }]
    }),
    withStateInside: services.filter((service) =>
      mainContainers(service).some((container) => engineOf(container.image) !== undefined),
    ),
  }
}

const identity = ({ kind, namespace = '', name }: Workload): string => `${kind}/${namespace}/${name}`

/** The autoscaler of a workload. */
export function autoscalerOf(workload: Workload, { autoscalers }: ManifestSet): Autoscaler | undefined {
  return autoscalers.find((each) => scales(each, workload))
}

/** Whether it is this workload that the autoscaler scales. */
export function scales(autoscaler: Autoscaler, workload: Workload): boolean {
  return (
    autoscaler.targetKind === workload.kind &&
    autoscaler.targetName === workload.name &&
    mayShareNamespace(autoscaler.namespace, workload.namespace)
  )
}
