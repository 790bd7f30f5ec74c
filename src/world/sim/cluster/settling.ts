import type { Service } from '../../../model/fleet.ts'
import type { Containers } from './containers.ts'
import type { ClusterContext } from './context.ts'
import type { DeploymentController } from './deployment-controller.ts'
import type { Endpoints } from './endpoints.ts'
import { ClusterCapacityError } from './errors.ts'
import type { NodePools } from './node-pools.ts'
import type { Pod } from './pod.ts'
import type { Scheduler } from './scheduler.ts'
import type { PodTemplate } from './template.ts'
import type { Workload } from './workload.ts'

/** What settling needs of the cluster. */
export interface SettlingParts {
  readonly deployments: DeploymentController
  readonly scheduler: Scheduler
  readonly containers: Containers
  readonly endpoints: Endpoints
  readonly pools: NodePools
}

/**
 * The steady state before anything happens: every pod placed, running, ready and known as such, and its image on its node. What
 * the autoscaler would have added for it long ago is added; {@link ClusterCapacityError} when even the maximum is too small.
 */
export function settle(
  context: ClusterContext,
  parts: SettlingParts,
  templates: (service: Service) => PodTemplate,
): void {
  for (const workload of context.workloads) settleWorkload(context, parts, workload, templates(workload.service))
}

function settleWorkload(
  context: ClusterContext,
  parts: SettlingParts,
  workload: Workload,
  template: PodTemplate,
): void {
  const { desired } = workload
  workload.template = template
  workload.generation = 1
  workload.reason = 'available'
  context.draws = template.draws
  const replicaSet = parts.deployments.addReplicaSet(workload, template)
  workload.current = replicaSet
  for (let i = 0; i < desired; i++) {
    const pod = context.pods.create(replicaSet, context.kernel.now)
    place(context, parts, pod)
    replicaSet.pods.push(pod)
    pod.node!.images.preload(replicaSet.layers)
    pod.isReady = true
    pod.isAvailable = true
    pod.readySince = context.kernel.now
    parts.containers.settle(pod)
    parts.endpoints.admit(pod)
  }
  replicaSet.wanted = desired
  replicaSet.spec = desired
  replicaSet.observed = desired
  replicaSet.total = desired
  replicaSet.ready = desired
  replicaSet.available = desired
  Object.assign(replicaSet.reported, { replicas: desired, ready: desired, available: desired })
  workload.ready = desired
  workload.available = desired
  workload.status = { replicas: desired, updated: desired, ready: desired, available: desired }
}

function place(context: ClusterContext, parts: SettlingParts, pod: Pod): void {
  while (!parts.scheduler.place(pod)) {
    const { nodeGroups, name } = context.region
    const groups = parts.scheduler.groupsOf(pod.workload.index)
    const group = nodeGroups.findIndex((of, i) => groups[i]! && parts.pools.size(i) < of.max)
    if (group < 0) {
      const { service, desired } = pod.workload
      throw new ClusterCapacityError(
        `pod ${pod.ordinal + 1} of ${desired} of service "${service.name}" fits on no node that region "${name}" may have`,
        {
          where: `region ${name}, service ${service.name}`,
          remedy: `raise max of ${groups.some(Boolean) ? 'a node group that it may use' : `a node group named "${service.nodeGroup ?? ''}"`}, or lower the requests or replicas of the services`,
        },
      )
    }
    parts.pools.add(group)
  }
}
