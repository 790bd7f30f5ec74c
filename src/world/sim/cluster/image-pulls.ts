import type { Millis } from '../../../model/units.ts'
import { durationQuantile, key } from '../../../random/index.ts'
import { backOffEnd, raised } from './back-off.ts'
import type { ClusterContext } from './context.ts'
import { NEXT, type Pod, PREPARING } from './pod.ts'
import type { PodChanges } from './pod-changes.ts'
import { retriedAt } from './pod-retry.ts'

const SANDBOX = key('cluster/sandbox')
const CONTAINER_START = key('cluster/container-start')
const MANIFEST = key('cluster/image-manifest')
const FAILURE = key('cluster/image-failure')

/**
 * From a bound pod to a container that starts: sandbox, image, container (the order of `SyncPod` in pkg/kubelet/kuberuntime).
 *
 * An image that is there is not asked for again with `IfNotPresent`; with `Always` its manifest is checked and layers that are
 * there are kept. A failed pull (`ErrImagePull`) is repeated after 10 s, doubling to 300 s (`ImagePullBackOff`).
 */
export class ImagePulls {
  private readonly context: ClusterContext
  private readonly changes: PodChanges

  constructor(context: ClusterContext, changes: PodChanges) {
    this.context = context
    this.changes = changes
    context.clock.on(NEXT.pull, (pod) => this.pull(pod))
    context.clock.on(NEXT.pulled, (pod) => this.pulled(pod))
  }

  /** The kubelet takes a bound pod in at the instant `at`. */
  prepare(pod: Pod, at: Millis): void {
    const { draws, slow = 1 } = pod.template
    const { sandbox } = this.context.mechanism.kubelet
    pod.phase = PREPARING
    pod.addedAt = at
    const lookAt = at + Math.round(durationQuantile(sandbox, draws.uniform(pod.entity, SANDBOX)) * slow)
    if (this.isThere(pod, lookAt)) this.startAfter(pod, lookAt)
    else this.context.clock.set(pod, NEXT.pull, lookAt)
  }

  /** Lets the container start when it has been created from its image, which the kubelet does from `at`. */
  startAfter(pod: Pod, at: Millis): void {
    const { draws, slow = 1 } = pod.template
    const u = draws.uniform(pod.entity, CONTAINER_START, pod.restarts)
    const duration = Math.round(durationQuantile(this.context.mechanism.kubelet.containerStart, u) * slow)
    this.context.clock.set(pod, NEXT.start, at + duration)
  }

  /** Lets a container start again at `at`: the image is looked for first when the policy says so. */
  restart(pod: Pod, at: Millis): void {
    if (this.isThere(pod, at)) this.startAfter(pod, at)
    else this.context.clock.set(pod, NEXT.pull, at)
  }

  private isThere(pod: Pod, at: Millis): boolean {
    if (pod.isAffected && pod.template.behaviour.kind === 'image-pull-failure') return false
    return pod.workload.service.imagePullPolicy === 'IfNotPresent' && pod.node!.images.has(pod.replicaSet.layers, at)
  }

  private pull(pod: Pod): void {
    const { now } = this.context.kernel
    if (this.isThere(pod, now)) {
      this.startAfter(pod, now)
      return
    }
    const { images } = this.context.mechanism
    const { draws } = pod.template
    const index = pod.pulls++
    const end = this.failsNow(pod)
      ? pod.node!.images.pullInVain(now, durationQuantile(images.failure, draws.uniform(pod.entity, FAILURE, index)))
      : pod.node!.images.pull(pod.replicaSet.layers, now, {
          manifest: durationQuantile(images.manifest, draws.uniform(pod.entity, MANIFEST, index)),
          mibPerSecond: images.mibPerSecond,
        })
    pod.lossesAtPull = pod.node!.images.losses
    this.context.clock.set(pod, NEXT.pulled, end)
  }

  private pulled(pod: Pod): void {
    const { now } = this.context.kernel
    const { images } = pod.node!
    if (this.failsNow(pod)) {
      images.giveUp(pod.replicaSet.layers, now)
      this.backOff(pod)
      return
    }
    if (images.losses !== pod.lossesAtPull && !images.has(pod.replicaSet.layers, now)) {
      this.context.clock.set(pod, NEXT.pull, now)
      return
    }
    pod.pullBackOff = 0
    this.changes.advanced(pod, 'pulled')
    this.startAfter(pod, now)
  }

  private failsNow(pod: Pod): boolean {
    const cannotPull = pod.isAffected && pod.template.behaviour.kind === 'image-pull-failure'
    return cannotPull || !this.context.registryIsAvailable
  }

  private backOff(pod: Pod): void {
    const { now } = this.context.kernel
    const { kubelet } = this.context.mechanism
    pod.pullBackOff = raised(pod.pullBackOff, pod.pullBackOffAt, now, kubelet)
    pod.pullBackOffAt = now
    this.changes.failed(pod)
    const until = backOffEnd(pod.pullBackOff, now, now, kubelet)
    this.context.clock.set(pod, NEXT.pull, retriedAt(pod, now, until, kubelet))
  }
}
