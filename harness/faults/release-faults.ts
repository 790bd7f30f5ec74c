import { ActionFailed } from '../../src/faults/action-failed.ts'
import type { PodTrouble, Preparation } from '../../src/faults/hooks.ts'
import { replicasIn } from '../../src/model/fleet.ts'
import type { Millis } from '../../src/model/units.ts'
import type { Deployment } from '../../src/world/world.ts'
import type { Release } from '../releases/releases.ts'
import type { Faults } from '../service/app/faults.ts'
import { revisionId } from '../sources/revision.ts'
import type { Actions } from './actions.ts'
import { lateDependency, lateDependencyUrl } from './late-dependency.ts'
import type { FaultParts } from './parts.ts'
import type { PodFaults } from './pods.ts'

/** A release does in staging what it should: what is wrong with it shows in production. */
const SPARES = ['staging']

/** So much longer than users wait does an answer take that is too slow. It stays shorter than a pod usually may take to drain. */
const TOO_LATE_MS: Millis = 1_000

/** A process needs some memory before it holds what was put in; half as much again as the limit is enough for every one. */
const OVER_LIMIT = 1.5

/** Puts what is wrong into the sources of a release before it is built, or into its manifests. */
export class ReleaseFaults {
  private readonly parts: FaultParts
  private readonly pods: PodFaults
  private readonly deployment: Deployment
  /** Revisions with what is wrong in them, by service. */
  private readonly spoilt = new Map<string, string>()

  constructor(parts: FaultParts, pods: PodFaults, deployment: Deployment) {
    this.parts = parts
    this.pods = pods
    this.deployment = deployment
  }

  /** Trouble of the new pods of a service. */
  spoil(service: string, trouble: PodTrouble, actions: Actions): void {
    if (trouble.kind === 'image-pull-failure') {
      actions.onRemoval(this.parts.mistakes.noSuchImage(service, this.isNew(service)))
      return
    }
    const { faults, afterMs } = this.defectsOf(service, trouble)
    if (this.isBuilt(service))
      throw new ActionFailed(`${service} has been built: nothing can be put into its release any more`)
    this.put(service, faults, afterMs, actions)
    if (trouble.kind === 'needs') this.makeLate(service, trouble.readyAfterMs, actions)
  }

  /** Errors or slowness in the release of a service. A service that has been built gets them later, when they are to hurt. */
  prepare(what: Extract<Preparation, { readonly kind: 'errors' | 'slow' }>, actions: Actions): void {
    if (!this.isBuilt(what.service)) this.put(what.service, defectsOf(what, this.parts), 0, actions)
  }

  /** Whether what was built of a service has what was prepared; else it came too late, and running pods have to be told. */
  has(service: string): boolean {
    const built = this.parts.releases.builtBy(this.deployment.address, service)?.revision
    return built !== undefined && built === this.spoilt.get(service)
  }

  /** Tells releases of a service that do not run in production now from those that do: mistakes are made in the new ones. */
  isNew(service: string): (release: Release) => boolean {
    const { releases, state } = this.parts
    const running = state.scenario.fleet.regions.map(({ name }) => releases.in(name, service)?.revision)
    return ({ revision }) => !running.includes(revision)
  }

  private put(service: string, faults: Faults, afterMs: number, actions: Actions): void {
    const { sources } = this.parts
    const good = sources.head(service)
    const bad = sources.spoil(service, faults, { spares: SPARES, ...(afterMs === 0 ? {} : { afterMs }) })
    this.spoilt.set(service, revisionId(bad))
    actions.onRemoval(() => sources.mend(service, good))
  }

  private isBuilt(service: string): boolean {
    return this.parts.releases.builtBy(this.deployment.address, service) !== undefined
  }

  private makeLate(service: string, readyAfterMs: number, actions: Actions): void {
    const { fleet } = this.parts.state.scenario
    for (const { name: region } of fleet.regions) {
      if (replicasIn(this.parts.state.service(service), region) === 0) continue
      lateDependency(this.parts, this.pods, { service, region, readyAfterMs }, actions)
    }
  }

  private defectsOf(
    service: string,
    trouble: Exclude<PodTrouble, { readonly kind: 'image-pull-failure' }>,
  ): { readonly faults: Faults; readonly afterMs: number } {
    switch (trouble.kind) {
      case 'crash':
        return { faults: { crashAfterMs: trouble.afterMs }, afterMs: 0 }
      case 'out-of-memory':
        return { faults: { memoryMiB: Math.ceil(OVER_LIMIT * this.memoryLimit(service)) }, afterMs: trouble.afterMs }
      case 'hang':
        return { faults: { hang: 'process' }, afterMs: trouble.afterMs }
      case 'never-ready':
        return { faults: { ready: false }, afterMs: 0 }
      case 'slow-start':
        return { faults: { startupFactor: trouble.factor }, afterMs: 0 }
      case 'needs':
        return { faults: { needs: lateDependencyUrl(service) }, afterMs: 0 }
    }
  }

  private memoryLimit(service: string): number {
    const { limits } = this.parts.state.service(service)
    if (limits === undefined) throw new ActionFailed(`${service} has no memory limit: nothing would end it`)
    return limits.memoryMiB
  }
}

/** What makes a share of requests fail, or take longer than their users wait. */
export const defectsOf = (
  what: { readonly kind: 'errors' | 'slow'; readonly share: number },
  { patienceMs }: Pick<FaultParts, 'patienceMs'>,
): Faults =>
  what.kind === 'errors' ? { errorRate: what.share } : { latencyMs: patienceMs + TOO_LATE_MS, latencyShare: what.share }
