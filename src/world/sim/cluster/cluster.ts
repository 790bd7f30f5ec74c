import type { Kernel } from '../../../kernel/index.ts'
import { type Region, replicasIn, type Service } from '../../../model/fleet.ts'
import type { ClusterMechanism } from '../../../model/mechanisms/cluster.ts'
import { Containers } from './containers.ts'
import type { ClusterContext } from './context.ts'
import { DeploymentController } from './deployment-controller.ts'
import { Endpoints } from './endpoints.ts'
import { ImagePulls } from './image-pulls.ts'
import { Node } from './node.ts'
import { PodChanges } from './pod-changes.ts'
import { PodClock } from './pod-clock.ts'
import type { PodEvent } from './pod-event.ts'
import { servesAt } from './pod-probes.ts'
import { PodTable } from './pod-table.ts'
import { ReplicaSetController } from './replica-set-controller.ts'
import { Rollout } from './rollout.ts'
import { Scheduler } from './scheduler.ts'
import type { PodTemplate } from './template.ts'
import { Terminations } from './terminations.ts'
import { Workload } from './workload.ts'

/** What a cluster is made of. */
export interface ClusterOptions {
  readonly kernel: Kernel
  readonly region: Region
  readonly services: readonly Service[]
  /** Desired replicas here; by default what the fleet says of the region. */
  readonly replicas?: (service: Service) => number
  /** Requests per second here; by default all of the service's. */
  readonly requestsPerSecond?: (service: Service) => number
  readonly mechanism: ClusterMechanism
  /** Told of everything that happens to a pod; leave it out where nobody listens, it costs an object an event. */
  readonly onPod?: (event: PodEvent) => void
}

export class Cluster {
  private readonly context: ClusterContext
  private readonly byName = new Map<string, Workload>()
  private readonly endpoints: Endpoints
  private readonly changes: PodChanges
  private readonly pulls: ImagePulls
  private readonly containers: Containers
  private readonly terminations: Terminations
  private readonly scheduler: Scheduler
  private readonly replicaSets: ReplicaSetController
  private readonly deployments: DeploymentController

  constructor(options: ClusterOptions) {
    const { kernel, region, services, mechanism } = options
    const pods = new PodTable()
    const workloads = services.map((service, index) => {
      const desired = options.replicas?.(service) ?? replicasIn(service, region.name)
      const requestsPerSecond = options.requestsPerSecond?.(service) ?? service.requestsPerSecond
      return new Workload(index, service, { kernel, region: region.name, desired, requestsPerSecond })
    })
    for (const workload of workloads) this.byName.set(workload.service.name, workload)
    const nodes = region.nodeGroups.flatMap((of, group) =>
      Array.from(
        { length: of.desired },
        (_, i) => new Node(`${of.name}-${i}`, { group, of, services: services.length, mechanism }),
      ),
    )
    const context: ClusterContext = {
      kernel,
      region,
      mechanism,
      pods,
      clock: new PodClock(kernel, pods),
      nodes,
      workloads,
      replicaSets: [],
      registryIsAvailable: true,
    }
    this.context = context
    this.endpoints = new Endpoints(kernel, { mechanism, pods, serves: (pod) => servesAt(pod, kernel.now) })
    this.changes = new PodChanges(context, this.endpoints, options.onPod)
    const { changes, endpoints } = this
    this.pulls = new ImagePulls(context, changes)
    this.containers = new Containers(context, { changes, endpoints, pulls: this.pulls })
    this.terminations = new Terminations(context, { changes, endpoints, containers: this.containers })
    this.scheduler = new Scheduler(context, { changes, pulls: this.pulls })
    this.deployments = new DeploymentController(context, (slot) => this.replicaSets.enqueue(slot))
    this.replicaSets = new ReplicaSetController(context, {
      changes,
      containers: this.containers,
      terminations: this.terminations,
      scheduler: this.scheduler,
      onReport: (replicaSet) => this.deployments.enqueue(replicaSet.workload.index),
    })
    changes.watchers = {
      replicaSetChanged: (slot) => this.replicaSets.enqueue(slot),
      podGone: (pod) => {
        this.scheduler.drop(pod)
        this.scheduler.wake()
        if (pod.workload.service.strategy.kind === 'recreate') this.deployments.enqueue(pod.workload.index)
      },
    }
  }

  settle(templates: (service: Service) => PodTemplate): void {
    for (const workload of this.context.workloads) {
      const template = templates(workload.service)
      workload.template = template
      workload.generation = 1
      const replicaSet = this.deployments.addReplicaSet(workload, template)
      workload.current = replicaSet
      for (let i = 0; i < workload.desired; i++) {
        const pod = this.context.pods.create(replicaSet, this.context.kernel.now)
        if (!this.scheduler.place(pod)) throw new Error('does not fit')
        replicaSet.pods.push(pod)
        this.containers.settle(pod)
        pod.node!.images.preload(template.image)
        pod.isReady = true
        pod.isAvailable = true
        this.endpoints.admit(pod)
      }
      const { desired } = workload
      replicaSet.wanted = replicaSet.spec = replicaSet.observed = replicaSet.total = desired
      replicaSet.ready = replicaSet.available = workload.ready = workload.available = desired
      replicaSet.reported.replicas = replicaSet.reported.ready = replicaSet.reported.available = desired
      workload.status = { replicas: desired, updated: desired, ready: desired, available: desired }
      workload.reason = 'available'
    }
  }

  apply(service: string, template: PodTemplate): Rollout {
    const workload = this.byName.get(service)!
    const rollout = new Rollout(this.context.kernel, workload, template.revision)
    const previous = workload.rollout
    workload.template = template
    workload.generation++
    workload.current = workload.replicaSets.find((r) => r.template.revision === template.revision)
    if (workload.current) {
      workload.current.template = template
      workload.current.createdBefore = workload.current.created
      workload.current.failed = 0
    }
    workload.rollout = rollout
    if (previous && !previous.ended) previous.fire(previous.superseded)
    this.deployments.enqueue(workload.index)
    return rollout
  }
}
