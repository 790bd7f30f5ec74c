import type { Kernel } from '../../../kernel/index.ts'
import type { Region } from '../../../model/fleet.ts'
import type { ClusterMechanism } from '../../../model/mechanisms/cluster.ts'
import type { DrawScope } from '../../../random/index.ts'
import type { ImageCatalogue } from './image-catalogue.ts'
import type { Node } from './node.ts'
import type { PodClock } from './pod-clock.ts'
import type { PodTable } from './pod-table.ts'
import type { ReplicaSet } from './replica-set.ts'
import type { Workload } from './workload.ts'

/** What the mechanisms of one cluster share. */
export interface ClusterContext {
  readonly kernel: Kernel
  readonly region: Region
  readonly mechanism: ClusterMechanism
  readonly pods: PodTable
  readonly clock: PodClock
  /** Nodes whose object exists, oldest first. */
  readonly nodes: Node[]
  /** The same nodes by the position of their group. */
  readonly nodesOf: readonly Node[][]
  readonly catalogue: ImageCatalogue
  /** By {@link Workload.index}. */
  readonly workloads: readonly Workload[]
  /** By {@link ReplicaSet.slot}; undefined where one was deleted. */
  readonly replicaSets: (ReplicaSet | undefined)[]
  /** The draws of what belongs to no pod, such as new nodes: those of the deployment whose template was set last. */
  draws: DrawScope | undefined
  /** The registry answers pulls. */
  registryIsAvailable: boolean
}
