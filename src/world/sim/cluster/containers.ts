import type { Millis } from '../../../model/units.ts'
import { bernoulli, durationQuantile, key } from '../../../random/index.ts'
import { backOffEnd, raised } from './back-off.ts'
import type { ClusterContext } from './context.ts'
import type { Endpoints } from './endpoints.ts'
import type { ImagePulls } from './image-pulls.ts'
import { EXITED, NEVER, NEXT, type Pod, PREPARING, RUNNING, WAITING } from './pod.ts'
import type { PodChanges } from './pod-changes.ts'
import { nextLivenessKill, nextReady, nextServingChange, nextUnready, servesAt, startUp } from './pod-probes.ts'
import { retriedAt } from './pod-retry.ts'

const START_UP = key('cluster/start-up')
const BEHAVIOUR = key('cluster/behaviour')
const AFFECTED = key('cluster/affected')
const SHUTDOWN = key('cluster/shutdown')

/** What the containers need of others. */
export interface ContainerParts {
  readonly changes: PodChanges
  readonly endpoints: Endpoints
  readonly pulls: ImagePulls
}

/**
 * A running container: its process, its probes, its exits and restarts. Everything that can happen to it is computed from
 * its start, and the earliest of it is the pod's one event; it is computed again when a fault changes the facts.
 */
export class Containers {
  private readonly context: ClusterContext
  private readonly parts: ContainerParts
  /** The earliest event found so far by {@link plan}, and when it is; fields because a closure would be made each time. */
  private earliest: number = NEXT.exit
  private earliestAt: Millis = NEVER

  constructor(context: ClusterContext, parts: ContainerParts) {
    const { clock } = context
    this.context = context
    this.parts = parts
    clock.on(NEXT.start, (pod) => this.start(pod))
    clock.on(NEXT.ready, (pod) => this.becomeReady(pod))
    clock.on(NEXT.available, (pod) => this.becomeAvailable(pod))
    clock.on(NEXT.unready, (pod) => this.becomeUnready(pod))
    clock.on(NEXT.failing, (pod) => this.fail(pod))
    clock.on(NEXT.serving, (pod) => this.changeServing(pod))
    clock.on(NEXT.exit, (pod) => this.exit(pod))
    clock.on(NEXT.kill, (pod) => this.kill(pod))
    clock.on(NEXT.exitSeen, (pod) => this.seeExit(pod))
  }

  /** Decides whether the template's behaviour applies to a pod that was just created. */
  affect(pod: Pod): void {
    const { behaviour, share = 1, draws } = pod.template
    pod.isAffected =
      behaviour.kind !== 'healthy' && (share >= 1 || bernoulli(share, draws.uniform(pod.entity, AFFECTED)))
  }

  /** A pod of the initial steady state: it has been running and ready for long. */
  settle(pod: Pod): void {
    const { now } = this.context.kernel
    pod.phase = RUNNING
    pod.hasRun = true
    pod.addedAt = now
    pod.startedAt = now
    pod.seenAt = now
    pod.servesAt = now
    pod.passedAt = now
    pod.triggeredAt = now
  }

  /** Lets the process end now, as if it had crashed. */
  crash(pod: Pod): void {
    if (pod.phase !== RUNNING || pod.isTerminating || !pod.node!.isAlive) return
    pod.exitsAt = this.context.kernel.now
    this.plan(pod)
  }

  /** The node of the pod has come back after a restart: the container starts again, without a back-off. */
  revive(pod: Pod): void {
    const { kernel, mechanism } = this.context
    const at = kernel.now + mechanism.kubelet.sync
    if (pod.phase === PREPARING) {
      this.parts.pulls.prepare(pod, at)
      return
    }
    if (pod.isReady) this.parts.changes.unready(pod)
    pod.phase = WAITING
    pod.restarts++
    pod.addedAt = at
    this.parts.pulls.restart(pod, at)
  }

  /** Lets the readiness probe fail, and requests be lost, for a while from now on. */
  disturb(pod: Pod, duration: Millis): void {
    const { now } = this.context.kernel
    if (pod.phase !== RUNNING || pod.isTerminating || !pod.node!.isAlive) return
    const isBroken = now >= pod.brokenFrom && now < pod.brokenUntil
    pod.brokenUntil = isBroken ? Math.max(pod.brokenUntil, now + duration) : now + duration
    if (!isBroken) pod.brokenFrom = now
    this.parts.endpoints.setServing(pod, servesAt(pod, now))
    this.plan(pod)
  }

  /** How long the process takes from SIGTERM to its exit, within `grace`; one that hangs takes all of it. */
  shutdown(pod: Pod, grace: Millis): Millis {
    if (this.context.kernel.now >= pod.hangsAt) return grace
    const u = pod.template.draws.uniform(pod.entity, SHUTDOWN, pod.restarts)
    return Math.min(grace, durationQuantile(pod.workload.service.shutdown, u))
  }

  private start(pod: Pod): void {
    const { now } = this.context.kernel
    const node = pod.node!
    pod.phase = RUNNING
    pod.hasRun = true
    pod.startedAt = now
    pod.seenAt = node.nextRelist(now) + this.context.mechanism.kubelet.sync
    pod.brokenFrom = NEVER
    pod.brokenUntil = NEVER
    pod.hangsAt = NEVER
    pod.exitsAt = NEVER
    pod.passedAt = NEVER
    if (pod.pulls === 0) node.images.use(pod.replicaSet.layers, now)
    pod.servesAt = now + this.startUpTime(pod)
    if (pod.isAffected) this.behave(pod)
    this.parts.changes.advanced(pod, 'started')
    this.plan(pod)
  }

  private startUpTime(pod: Pod): Millis {
    const { draws, behaviour, slow = 1 } = pod.template
    const factor = pod.isAffected && behaviour.kind === 'slow-start' ? behaviour.factor : 1
    const u = draws.uniform(pod.entity, START_UP, pod.restarts)
    return Math.round(durationQuantile(pod.workload.service.startup, u) * slow * factor)
  }

  private behave(pod: Pod): void {
    const { behaviour, draws } = pod.template
    const { now } = this.context.kernel
    switch (behaviour.kind) {
      case 'crash':
      case 'out-of-memory':
        pod.exitsAt = now + durationQuantile(behaviour.after, draws.uniform(pod.entity, BEHAVIOUR, pod.restarts))
        break
      case 'hang':
        pod.hangsAt = now + durationQuantile(behaviour.after, draws.uniform(pod.entity, BEHAVIOUR, pod.restarts))
        break
      case 'never-ready':
        pod.brokenFrom = now
        break
      case 'needs':
        if (behaviour.ready()) break
        pod.servesAt = NEVER
        pod.exitsAt = now + durationQuantile(behaviour.exitsAfter, draws.uniform(pod.entity, BEHAVIOUR, pod.restarts))
        break
      default:
    }
  }

  /** Makes the earliest of what can happen to the container the pod's event. */
  private plan(pod: Pod): void {
    const { now } = this.context.kernel
    const { kubelet, controlPlane, readinessPatience } = this.context.mechanism
    this.earliest = NEXT.exit
    this.earliestAt = pod.exitsAt
    if (pod.passedAt > now) this.consider(NEXT.kill, startUp(pod, kubelet.sync))
    if (pod.hangsAt !== NEVER) this.consider(NEXT.kill, nextLivenessKill(pod, now))
    if (pod.isReady) {
      this.consider(NEXT.unready, nextUnready(pod, now, kubelet.sync))
      const availableAt = pod.readySince + pod.workload.minReady + controlPlane.timerSlack
      if (!pod.isAvailable) this.consider(NEXT.available, availableAt)
    } else {
      this.consider(NEXT.ready, nextReady(pod, now, kubelet.sync))
      if (!pod.hasFailed) this.consider(NEXT.failing, pod.passedAt + readinessPatience)
    }
    if (pod.isReady || pod.isInEndpoints) this.consider(NEXT.serving, nextServingChange(pod, now))
    if (this.earliestAt === NEVER) this.context.clock.clear(pod)
    else this.context.clock.set(pod, this.earliest, this.earliestAt)
  }

  private consider(next: number, at: Millis): void {
    if (at >= this.earliestAt) return
    this.earliest = next
    this.earliestAt = at
  }

  private becomeReady(pod: Pod): void {
    this.parts.changes.ready(pod)
    this.plan(pod)
  }

  private becomeAvailable(pod: Pod): void {
    this.parts.changes.available(pod)
    this.plan(pod)
  }

  private becomeUnready(pod: Pod): void {
    pod.triggeredAt = this.context.kernel.now
    this.parts.changes.failed(pod)
    this.parts.changes.unready(pod)
    this.plan(pod)
  }

  private fail(pod: Pod): void {
    this.parts.changes.failed(pod)
    this.plan(pod)
  }

  private changeServing(pod: Pod): void {
    this.parts.endpoints.setServing(pod, servesAt(pod, this.context.kernel.now))
    this.plan(pod)
  }

  private exit(pod: Pod): void {
    const { now } = this.context.kernel
    const { behaviour } = pod.template
    if (pod.isAffected && behaviour.kind === 'needs' && pod.servesAt === NEVER && behaviour.ready()) {
      pod.exitsAt = NEVER
      pod.servesAt = now + this.startUpTime(pod)
      this.plan(pod)
      return
    }
    pod.exitedAt = now
    pod.phase = EXITED
    this.parts.endpoints.setServing(pod, false)
    this.context.clock.set(pod, NEXT.exitSeen, pod.node!.nextRelist(now) + this.context.mechanism.kubelet.sync)
  }

  /** A startup or liveness probe has failed too often: the kubelet stops the container, with its grace period. */
  private kill(pod: Pod): void {
    const { now } = this.context.kernel
    const { preStopMs, terminationGraceMs } = pod.workload.service
    const { minGrace, sync } = this.context.mechanism.kubelet
    const preStop = Math.min(preStopMs, terminationGraceMs)
    const grace = Math.max(terminationGraceMs - preStop, minGrace)
    pod.exitedAt = now + preStop + this.shutdown(pod, grace)
    pod.phase = EXITED
    this.parts.changes.failed(pod)
    this.parts.endpoints.setServing(pod, false)
    this.context.clock.set(pod, NEXT.exitSeen, pod.exitedAt + sync)
  }

  private seeExit(pod: Pod): void {
    const { now } = this.context.kernel
    const { kubelet } = this.context.mechanism
    pod.phase = WAITING
    pod.restarts++
    this.parts.changes.crashed(pod)
    if (pod.isReady) this.parts.changes.unready(pod)
    const end = backOffEnd(pod.backOff, pod.backOffAt, pod.exitedAt, kubelet)
    const at = end > now ? retriedAt(pod, now, end, kubelet) : now
    pod.backOff = raised(pod.backOff, pod.backOffAt, pod.exitedAt, kubelet)
    pod.backOffAt = at
    this.parts.pulls.restart(pod, at)
  }
}
