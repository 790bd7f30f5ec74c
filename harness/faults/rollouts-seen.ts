import type { PodSeen, RolloutSeen } from '../../src/faults/hooks.ts'
import type { Process } from '../../src/kernel/index.ts'
import type { Millis, Ratio } from '../../src/model/units.ts'
import type { Deployment } from '../../src/world/world.ts'
import { objectName, REVISION_LABEL } from '../charts/names.ts'
import { rolloutStatus } from '../kubernetes/rollout-status.ts'
import type { Landing } from '../releases/releases.ts'
import type { FaultParts } from './parts.ts'
import type { PodFaults } from './pods.ts'

/** How often an observer looks. */
const LOOK: Millis = 250

const STAGING = 'staging'

/** Rollouts of one deployment in production, as Kubernetes shows them. */
export class RolloutsSeen {
  private readonly parts: FaultParts
  private readonly pods: PodFaults
  private readonly deployment: Deployment
  private readonly seen = new Map<string, SeenRollout>()

  constructor(parts: FaultParts, pods: PodFaults, deployment: Deployment) {
    this.parts = parts
    this.pods = pods
    this.deployment = deployment
  }

  /** The latest rollout of a service, or of any; waits for the first one. */
  *next(service: string | undefined): Process<RolloutSeen> {
    for (;;) {
      const landing = this.parts.releases
        .landedBy(this.deployment.address)
        .findLast(({ place, release }) => place !== STAGING && (service === undefined || release.service === service))
      if (landing !== undefined) return this.of(landing)
      yield LOOK
    }
  }

  private of(landing: Landing): SeenRollout {
    const key = `${landing.place}/${landing.release.service}`
    const known = this.seen.get(key) ?? new SeenRollout(this.parts, this.pods, landing)
    this.seen.set(key, known)
    return known
  }
}

class SeenRollout implements RolloutSeen {
  readonly service: string
  readonly region: string
  readonly startedAt: Millis
  private readonly parts: FaultParts
  private readonly pods: PodFaults
  private readonly revision: string
  private wasApplied = false

  constructor(parts: FaultParts, pods: PodFaults, { place, release }: Landing) {
    this.service = release.service
    this.region = place
    this.revision = release.revision
    this.startedAt = parts.kernel.now
    this.parts = parts
    this.pods = pods
  }

  get ended(): boolean {
    const { object } = this
    const isOurs = object?.spec?.template.metadata?.labels?.[REVISION_LABEL] === this.revision
    if (!isOurs) return this.wasApplied
    this.wasApplied = true
    return rolloutStatus(object, object.metadata?.generation ?? 0).state !== 'under-way'
  }

  progress(): Ratio {
    return this.share((pod) => pod.ready)
  }

  failureRatio(): Ratio {
    return this.share((pod) => !pod.ready && (pod.restarts > 0 || pod.lacksImage === true))
  }

  *reaches(share: Ratio): Process<boolean> {
    for (;;) {
      if (this.progress() >= share) return true
      if (this.ended) return false
      yield LOOK
    }
  }

  *fails(ratio: Ratio): Process<boolean> {
    for (;;) {
      if (this.failureRatio() >= ratio) return true
      if (this.ended) return false
      yield LOOK
    }
  }

  private get object() {
    return this.parts.rollouts.watch(this.region).deployment(objectName(this.service))
  }

  private share(fits: (pod: PodSeen) => boolean): Ratio {
    const wanted = this.object?.spec?.replicas ?? 1
    return this.pods.seen(this, this.revision).filter(fits).length / Math.max(1, wanted)
  }
}
