import type { Condition, Kernel } from '../../../kernel/index.ts'
import { type Region, replicasIn, type Service } from '../../../model/fleet.ts'
import type { ClusterMechanism } from '../../../model/mechanisms/cluster.ts'
import { Autoscaler } from './autoscaler.ts'
import { ClusterFaults } from './cluster-faults.ts'
import { Containers } from './containers.ts'
import type { ClusterContext } from './context.ts'
import { DeploymentController } from './deployment-controller.ts'
import { Endpoints } from './endpoints.ts'
import { UnknownInClusterError } from './errors.ts'
import { Evictions } from './evictions.ts'
import { ImageCatalogue } from './image-catalogue.ts'
import { ImagePulls } from './image-pulls.ts'
import { NodeHealth } from './node-health.ts'
import { NodePools } from './node-pools.ts'
import { PodChanges } from './pod-changes.ts'
import { PodClock } from './pod-clock.ts'
import type { PodEvent } from './pod-event.ts'
import { servesAt } from './pod-probes.ts'
import { PodTable } from './pod-table.ts'
import { ReplicaSetController } from './replica-set-controller.ts'
import { findRevision } from './revision-history.ts'
import { Rollout } from './rollout.ts'
import { Scheduler } from './scheduler.ts'
import { settle } from './settling.ts'
import type { PodTemplate } from './template.ts'
import { Terminations } from './terminations.ts'
import { type RolloutStage, Workload } from './workload.ts'
import { statusOf, type WorkloadStatus } from './workload-status.ts'

/** What a cluster is made of. */
export interface ClusterOptions {
  readonly kernel: Kernel
  readonly region: Region
  readonly services: readonly Service[]
  /** Desired replicas here; by default what the fleet says of the region. */
  readonly replicas?: (service: Service) => number
  /** Requests per second that reach the pods of this cluster; by default all of the service's. */
  readonly requestsPerSecond?: (service: Service) => number
  readonly mechanism: ClusterMechanism
  /** Told of everything that happens to a pod; leave it out where nobody listens, it costs an object an event. */
  readonly onPod?: (event: PodEvent) => void
}

/**
 * A simulated Kubernetes cluster: one Deployment a service, on the nodes of one region.
 *
 * It runs on the kernel that it is given and has no events while nothing changes. All random times are keyed draws of the
 * template that the pod belongs to. Replicas do not change during the life of a cluster, so proportional scaling is not there.
 */
export class Cluster {
  /** What can go wrong with it. */
  readonly faults: ClusterFaults
  private readonly context: ClusterContext
  private readonly byName = new Map<string, Workload>()
  private readonly endpoints: Endpoints
  private readonly containers: Containers
  private readonly scheduler: Scheduler
  private readonly deployments: DeploymentController
  private readonly pools: NodePools

  constructor(options: ClusterOptions) {
    const { kernel, mechanism } = options
    const context = createContext(options)
    this.context = context
    for (const workload of context.workloads) this.byName.set(workload.service.name, workload)
    const { pods } = context
    const endpoints = new Endpoints(kernel, { mechanism, pods, serves: (pod) => servesAt(pod, kernel.now) })
    const changes = new PodChanges(context, endpoints, options.onPod)
    const pulls = new ImagePulls(context, changes)
    const containers = new Containers(context, { changes, endpoints, pulls })
    const terminations = new Terminations(context, { changes, endpoints, containers })
    const pools = new NodePools(context)
    const scheduler = new Scheduler(context, { changes, pulls })
    const evictions = new Evictions(context, terminations)
    const autoscaler = new Autoscaler(context, { scheduler, pools, evictions })
    const health = new NodeHealth(context, {
      changes,
      endpoints,
      containers,
      terminations,
      evictions,
      pools,
      onReady: () => scheduler.wake(),
    })
    const deployments = new DeploymentController(context, (slot) => replicaSets.enqueue(slot))
    const replicaSets = new ReplicaSetController(context, {
      changes,
      containers,
      terminations,
      scheduler,
      onReport: (replicaSet) => deployments.enqueue(replicaSet.workload.index),
    })
    changes.watchers = {
      replicaSetChanged: (slot) => replicaSets.enqueue(slot),
      podGone: (pod) => {
        if (pod.node === undefined) scheduler.drop(pod)
        else {
          scheduler.wake()
          autoscaler.podGone(pod.node)
          evictions.podGone(pod.node)
        }
        if (pod.workload.service.strategy.kind === 'recreate') deployments.enqueue(pod.workload.index)
      },
    }
    scheduler.onUnschedulable = () => autoscaler.podPending()
    pools.onJoin = (node) => {
      autoscaler.nodeJoined(node)
      scheduler.wake()
    }
    this.endpoints = endpoints
    this.containers = containers
    this.scheduler = scheduler
    this.deployments = deployments
    this.pools = pools
    this.faults = new ClusterFaults(context, {
      containers,
      terminations,
      evictions,
      health,
      workload: (name) => this.workload(name),
      onCapacity: () => scheduler.wake(),
    })
  }

  /** Names of the services, in the order given. */
  get services(): readonly string[] {
    return [...this.byName.keys()]
  }

  /**
   * Puts the cluster into its steady state: every service at its template with all pods ready. Call it once, before anything
   * else. Throws `ClusterCapacityError` when the node groups cannot grow enough for the fleet.
   */
  settle(templates: (service: Service) => PodTemplate): void {
    const { deployments, scheduler, containers, endpoints, pools } = this
    settle(this.context, { deployments, scheduler, containers, endpoints, pools }, templates)
  }

  /**
   * Sets the pod template of the service's Deployment and returns the rollout that follows. A rollout under way is
   * superseded; a revision that is still in the history is scaled up again instead of created (a rollback is just that);
   * the revision that is there already and complete gives a rollout that is complete at once. With a `stage`, that says how many
   * replicas there are from now on, and {@link stage} changes it.
   */
  apply(service: string, template: PodTemplate, stage?: RolloutStage): Rollout {
    const workload = this.workload(service)
    const { rollout: previous, current } = workload
    const rollout = new Rollout(this.context.kernel, workload, template.revision)
    const isSame = workload.template?.revision === template.revision
    this.context.draws = template.draws
    workload.template = template
    workload.rollout = rollout
    workload.stage = stage
    if (previous !== undefined && !previous.ended) previous.fire(previous.superseded)
    if (isSame && current !== undefined) {
      current.template = template
      if (this.deployments.isComplete(workload)) rollout.fire(rollout.complete)
      return rollout
    }
    workload.generation++
    workload.current = findRevision(workload, template.revision)
    if (workload.current !== undefined) {
      workload.current.template = template
      workload.current.createdBefore = workload.current.created
      workload.current.failed = 0
    }
    this.deployments.enqueue(workload.index)
    return rollout
  }

  /** Says how many replicas of the newest template there are and whether old ones stay; undefined lets the rolling update go on. */
  stage(service: string, stage: RolloutStage | undefined): void {
    const workload = this.workload(service)
    workload.stage = stage
    this.deployments.enqueue(workload.index)
  }

  /** The pods of the service as they are now. */
  status(service: string): WorkloadStatus {
    return statusOf(this.workload(service))
  }

  /** Ready pods of the service now; cheaper than {@link status}. */
  readyPods(service: string): number {
    return this.workload(service).ready
  }

  /** Notified whenever {@link readyPods} has changed. */
  readinessChanged(service: string): Condition {
    return this.workload(service).readinessChanged
  }

  /**
   * Requests of the service lost here since the cluster was created: sent to a pod that did not answer (being stopped,
   * crashed, hanging, on a lost node) while the endpoints still named it, or to nobody. Not rounded. Divide by what was sent
   * to get a ratio; retries of a mesh are not in it.
   */
  lostRequests(service: string): number {
    return this.endpoints.account(this.workload(service))
  }

  /** Names of the nodes that exist, oldest first; with a service, only those that run a pod of it. */
  nodes(service?: string): string[] {
    const index = service === undefined ? -1 : this.workload(service).index
    return this.context.nodes.filter((node) => index < 0 || node.countOf[index]! > 0).map((node) => node.name)
  }

  private workload(service: string): Workload {
    const workload = this.byName.get(service)
    if (workload !== undefined) return workload
    throw new UnknownInClusterError(`service "${service}" does not run in this cluster`, {
      where: `cluster ${this.context.region.name}`,
      remedy: 'name one of the services that the cluster was created with',
    })
  }
}

function createContext(options: ClusterOptions): ClusterContext {
  const { kernel, region, services, mechanism } = options
  const pods = new PodTable()
  const workloads = services.map((service, index) => {
    const desired = options.replicas?.(service) ?? replicasIn(service, region.name)
    const requestsPerSecond = options.requestsPerSecond?.(service) ?? service.requestsPerSecond
    return new Workload(index, service, { kernel, region: region.name, desired, requestsPerSecond })
  })
  return {
    kernel,
    region,
    mechanism,
    pods,
    clock: new PodClock(kernel, pods),
    nodes: [],
    nodesOf: region.nodeGroups.map(() => []),
    catalogue: new ImageCatalogue(),
    workloads,
    replicaSets: [],
    draws: undefined,
    registryIsAvailable: true,
  }
}
