import type { V1Pod } from '@kubernetes/client-node'
import type { Millis, Ratio } from '../../src/model/units.ts'
import { isPodReady } from '../kubernetes/pod-trouble.ts'
import { serverDate } from '../kubernetes/server-time.ts'

/** Reasons of a waiting container that mean that its image cannot be had, or that the kubelet cannot start it. */
const FAILED_TO_START: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'CrashLoopBackOff',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
])

/** What the rule asks. */
export interface ReadinessRuleOptions {
  /** Share of failing new pods from which it speaks; the published rule: 0.2. */
  readonly ratio: Ratio
  /** How long a started pod may take to become ready before it counts as failing (`mechanisms.cluster.readinessPatience`). */
  readonly patience: Millis
}

/**
 * The published rule: a release is to be reverted when the share of its new pods that fail readiness is too high. Argo CD has no such
 * rule; this one is ours. It is a pure function of what it is shown: the pods of one release in one place, as often as somebody looks. A
 * pod failed when it was seen to crash, to be without an image, to lose readiness, or not to be ready in time after it had started; one
 * that failed once counts for good, as in the simulation (`src/world/sim/cluster/rollout.ts`).
 */
export class ReadinessRule {
  private readonly options: ReadinessRuleOptions
  private readonly seen = new Map<string, SeenPod>()

  constructor(options: ReadinessRuleOptions) {
    this.options = options
  }

  /** Takes the release's pods in as they are at `at` (milliseconds since 1970), and says whether to revert. */
  look(pods: readonly V1Pod[], at: number): boolean {
    for (const pod of pods) {
      const uid = pod.metadata?.uid ?? pod.metadata?.name ?? ''
      const known = this.seen.get(uid) ?? { wasReady: false, startedAt: undefined, hasFailed: false }
      this.seen.set(uid, this.judge(pod, known, at))
    }
    return this.seen.size > 0 && this.failureRatio >= this.options.ratio
  }

  /** Pods that failed at least once, as a share of all that were seen; 0 before the first. */
  get failureRatio(): Ratio {
    if (this.seen.size === 0) return 0
    return [...this.seen.values()].filter(({ hasFailed }) => hasFailed).length / this.seen.size
  }

  private judge(pod: V1Pod, known: SeenPod, at: number): SeenPod {
    if (pod.metadata?.deletionTimestamp !== undefined) return known
    const container = pod.status?.containerStatuses?.[0]
    const isReady = isPodReady(pod)
    const startedAt = container?.started === true ? (known.startedAt ?? startOf(pod, at)) : undefined
    const isLate = !isReady && startedAt !== undefined && at - startedAt >= this.options.patience
    const isBroken =
      (container?.restartCount ?? 0) > 0 ||
      container?.state?.terminated !== undefined ||
      FAILED_TO_START.has(container?.state?.waiting?.reason ?? '')
    return {
      wasReady: known.wasReady || isReady,
      startedAt,
      hasFailed: known.hasFailed || isLate || isBroken || (known.wasReady && !isReady),
    }
  }
}

interface SeenPod {
  readonly wasReady: boolean
  /** When its startup probe let it pass; without one, when its process began. */
  readonly startedAt: number | undefined
  readonly hasFailed: boolean
}

/** The kubelet does not say when the startup probe let a pod pass: then it is when this was first seen. */
function startOf(pod: V1Pod, at: number): number {
  if (pod.spec?.containers[0]?.startupProbe !== undefined) return at
  return serverDate(pod.status?.containerStatuses?.[0]?.state?.running?.startedAt)?.getTime() ?? at
}
