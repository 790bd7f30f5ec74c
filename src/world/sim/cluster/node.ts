import type { NodeGroup } from '../../../model/fleet.ts'
import type { ClusterMechanism } from '../../../model/mechanisms/cluster.ts'
import type { Millis, Ratio } from '../../../model/units.ts'
import { key } from '../../../random/index.ts'
import type { ImageCatalogue } from './image-catalogue.ts'
import { ImageStore } from './image-store.ts'
import type { Pod } from './pod.ts'

/** Where a node belongs. */
export interface NodePlace {
  readonly group: number
  readonly of: NodeGroup
  /** How many services the cluster has. */
  readonly services: number
  readonly mechanism: ClusterMechanism
  readonly catalogue: ImageCatalogue
}

/** A machine and its kubelet. */
export class Node {
  readonly name: string
  /** Position of its group in the region. */
  readonly group: number
  readonly cpuMilli: number
  readonly memoryMiB: number
  readonly maxPods: number
  readonly images: ImageStore
  /** Pods bound to it, including those being deleted. */
  readonly pods: Pod[] = []
  /** Pods of each service, including those being deleted: what required anti-affinity looks at. */
  readonly countOf: Uint16Array
  /** Pods of each service that are not being deleted: what spreading looks at. */
  readonly activeOf: Uint16Array
  cpuUsed = 0
  memoryUsed = 0
  /** The machine runs and the control plane hears of it. */
  isAlive = true
  /** The node object says Ready, so pods may be placed here. */
  isReady = true
  isCordoned = false
  /** The node object is gone. */
  isRemoved = false
  /** When it was last requested enough for the autoscaler to keep it. */
  neededAt: Millis = 0
  /** Counts losses, so that a delayed consequence of an earlier one can be told from the present. */
  losses = 0
  /** A hash of its name. */
  readonly phase: number
  private readonly mechanism: ClusterMechanism

  constructor(name: string, place: NodePlace) {
    const { nodes, images } = place.mechanism
    this.name = name
    this.group = place.group
    this.cpuMilli = Math.max(0, place.of.cpuMilli - nodes.reservedCpuMilli)
    this.memoryMiB = Math.max(0, place.of.memoryMiB - nodes.reservedMemoryMiB)
    this.maxPods = nodes.maxPods
    this.images = new ImageStore(place.catalogue, { parallelPulls: images.parallel, capacityMiB: images.cacheMiB })
    this.countOf = new Uint16Array(place.services)
    this.activeOf = new Uint16Array(place.services)
    this.mechanism = place.mechanism
    this.phase = key(name) >>> 0
  }

  /** Takes the pod in. */
  bind(pod: Pod): void {
    const { requests } = pod.workload.service
    pod.node = this
    this.pods.push(pod)
    this.cpuUsed += requests.cpuMilli
    this.memoryUsed += requests.memoryMiB
    this.countOf[pod.workload.index]!++
    this.activeOf[pod.workload.index]!++
  }

  /** The pod is being deleted: it still takes its place. */
  deactivate(pod: Pod): void {
    this.activeOf[pod.workload.index]!--
  }

  /** The pod is gone from the API and its place is free. */
  unbind(pod: Pod, now: Millis): void {
    if (this.utilisation >= this.mechanism.autoscaler.unneededBelow) this.neededAt = now
    const { requests } = pod.workload.service
    const last = this.pods.pop()!
    if (last !== pod) this.pods[this.pods.indexOf(pod)] = last
    this.cpuUsed -= requests.cpuMilli
    this.memoryUsed -= requests.memoryMiB
    this.countOf[pod.workload.index]!--
  }

  /** Requested share of what is allocatable: the larger one of CPU and memory. */
  get utilisation(): Ratio {
    return Math.max(ratio(this.cpuUsed, this.cpuMilli), ratio(this.memoryUsed, this.memoryMiB))
  }

  /** When the kubelet next looks at its containers, after `time`: a fixed beat of each node. */
  nextRelist(time: Millis): Millis {
    return nextBeat(time, this.phase, this.mechanism.kubelet.relist)
  }

  /** When the kubelet last renewed the lease, at `time` or before. */
  lastRenewal(time: Millis): Millis {
    const period = this.mechanism.nodes.leaseRenewal
    return nextBeat(time, this.phase, period) - period
  }
}

const ratio = (used: number, of: number): Ratio => (of === 0 ? 1 : used / of)

/** The first instant after `time` that is `phase` modulo `period`. */
function nextBeat(time: Millis, phase: number, period: Millis): Millis {
  const offset = phase % period
  return offset + (Math.floor((time - offset) / period) + 1) * period
}
