import type { Strategy } from '../../model/fleet.ts'
import type { Pod } from './pod-schema.ts'

/** Where a document stands, and what it is called. */
export interface Origin {
  readonly kind: string
  readonly name: string
  /** As stated; `undefined` where the manifest leaves it to whoever applies it. */
  readonly namespace: string | undefined
  readonly file: string
  readonly line: number
}

/** A Deployment, StatefulSet or DaemonSet. */
export interface Workload extends Origin {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet'
  readonly labels: Readonly<Record<string, string>>
  /** Labels of its pods, which Services select by. */
  readonly podLabels: Readonly<Record<string, string>>
  /** As stated; a DaemonSet has none. */
  readonly replicas: number | undefined
  readonly strategy: Strategy
  /** Pods are replaced only when somebody deletes them. */
  readonly onDelete: boolean
  readonly pod: Pod
  /** Bytes that its claim templates ask for, for each pod. */
  readonly claimedBytes: number
}

/** A `v1` Service: a name that pods are reached by. */
export interface Address extends Origin {
  readonly selector: Readonly<Record<string, string>>
  /** The host outside that it stands for. */
  readonly externalName: string | undefined
}

/** A ConfigMap or Secret, decoded. */
export interface Configuration extends Origin {
  readonly data: Readonly<Record<string, string>>
}

/** A PersistentVolumeClaim. */
export interface Claim extends Origin {
  readonly bytes: number
}

/** A HorizontalPodAutoscaler. */
export interface Autoscaler extends Origin {
  readonly targetKind: string
  readonly targetName: string
  readonly minReplicas: number
}

/** Everything of a set of manifests that a fleet is made from. */
export interface ManifestSet {
  readonly workloads: Workload[]
  readonly addresses: Address[]
  readonly configurations: Configuration[]
  readonly claims: Claim[]
  readonly autoscalers: Autoscaler[]
}

/** Whether two stated namespaces can be the same; an unstated one can be any. */
export const mayShareNamespace = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b
