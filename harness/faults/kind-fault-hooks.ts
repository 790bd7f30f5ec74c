import type {
  FaultHooks,
  HeldLock,
  Hurt,
  Interception,
  Measure,
  NodeSeen,
  Place,
  PodSeen,
  PodTrouble,
  Preparation,
  RolloutSeen,
  Rule,
} from '../../src/faults/hooks.ts'
import { type Condition, type Kernel, type Process, type Semaphore, withTimeout } from '../../src/kernel/index.ts'
import type { DeploymentEvent, JobId } from '../../src/model/events.ts'
import type { FailureClass } from '../../src/model/failure.ts'
import type { Selector } from '../../src/model/fault.ts'
import { hours, type Millis, type Ratio, seconds } from '../../src/model/units.ts'
import { regionsFitting, servicesFitting } from '../../src/world/faults/selection.ts'
import { PURPOSE } from '../../src/world/sim/purpose.ts'
import type { Deployment } from '../../src/world/world.ts'
import { LOOK_MS } from '../observation/ticks.ts'
import { Actions } from './actions.ts'
import { CacheFaults } from './caches.ts'
import { causeInForce } from './causes.ts'
import type { EditsByHand } from './edits-by-hand.ts'
import { HandMadeDrift } from './hand-made-drift.ts'
import type { KindFaultsOfDeployment } from './kind-faults-of-deployment.ts'
import { hurtUsers } from './kind-hurts.ts'
import type { NodeFaults } from './nodes.ts'
import { type FaultParts, need } from './parts.ts'
import type { PodFaults } from './pods.ts'
import { stopRegistry } from './registry-outage.ts'
import { ReleaseFaults } from './release-faults.ts'
import { RolloutsSeen } from './rollouts-seen.ts'
import { lockStates } from './state-locks.ts'
import { Users } from './users.ts'

/** A fault that nobody takes out is left in for so long, as in the simulated world. */
const LEFT_ALONE = hours(4)

/** Requests that fail before the fault is in are an accident of the moment: so many are waited for. */
const MEASURING: Millis = seconds(1)

/** What the hooks of one fault are made of. */
export interface KindHooksOptions {
  readonly parts: FaultParts
  readonly pods: PodFaults
  readonly nodes: NodeFaults
  readonly edits: EditsByHand
  readonly deployment: Deployment
  readonly faults: KindFaultsOfDeployment
  /** Name of the fault. */
  readonly fault: string
}

/** The real world as one fault of one deployment sees and touches it. To be made by the task that injects the fault. */
export class KindFaultHooks implements FaultHooks {
  readonly kernel: Kernel
  readonly lookMs = LOOK_MS
  readonly history: readonly DeploymentEvent[]
  readonly recorded: Condition
  readonly runners: Semaphore | undefined
  readonly actions: Actions
  private readonly options: KindHooksOptions
  private readonly releases: ReleaseFaults
  private readonly rollouts: RolloutsSeen
  private readonly caches: CacheFaults
  private readonly handMade: HandMadeDrift
  private readonly users = new Map<string, Users>()
  private readonly usual = new Map<string, Ratio>()
  private readonly stale = new Map<string, () => boolean | undefined>()
  /** Service whose manifests have a mistake in them. */
  private mistyped: string | undefined

  constructor(options: KindHooksOptions) {
    const { parts, pods, deployment } = options
    const { observed } = deployment
    if (observed === undefined) throw new RangeError('faults need a deployment that can be observed')
    this.kernel = parts.kernel
    this.history = observed.history
    this.recorded = observed.recorded
    this.runners = observed.runners
    this.options = options
    this.actions = new Actions(parts.kernel, options.fault)
    this.releases = new ReleaseFaults(parts, pods, deployment)
    this.rollouts = new RolloutsSeen(parts, pods, deployment)
    this.caches = new CacheFaults(parts, pods)
    this.handMade = new HandMadeDrift(parts, options.edits)
  }

  record(event: DeploymentEvent): void {
    this.options.deployment.record(event)
  }

  chance(probability: Ratio, index: number): boolean {
    const { state } = this.options.parts
    const draws = state.draws(this.options.deployment.address.deployment)
    return draws.chance(probability, state.key('deployment'), PURPOSE.fault, index)
  }

  onRemoval(action: () => void | Promise<void>): void {
    this.actions.onRemoval(action)
  }

  takeOut(): Process {
    return this.actions.takeOut()
  }

  *untilRepaired(ms?: Millis): Process {
    const repaired = this.options.faults.repaired.wait()
    const { chaos } = this.options.parts.state.scenario
    const limit = chaos?.rollbacks === 'never' && ms !== undefined ? Math.max(ms, LEFT_ALONE) : ms
    if (limit === undefined) yield* repaired
    else yield* withTimeout(this.kernel, limit, repaired)
  }

  *measure(what: Measure): Process {
    switch (what.kind) {
      case 'users':
        yield* this.watchUsers(what.service)
        break
      case 'drift':
        yield* this.actions.perform((signal) => this.handMade.look(what.region, signal))
        break
      case 'cached-layers':
        yield* this.actions.perform((signal) => this.caches.count(signal))
        break
    }
  }

  prepare(what: Preparation): void {
    if (what.kind === 'irreversible-migration') {
      const { jobs } = need(this.options.parts.databases, 'databases')
      this.onRemoval(() => jobs.impose(undefined, this.options.deployment))
      jobs.impose('irreversible', this.options.deployment)
      return
    }
    this.touch(what.service)
    if (what.kind === 'wrong-variable') {
      this.mistyped = what.service
      const { mistakes } = this.options.parts
      const isMeant = this.releases.isNew(what.service)
      this.onRemoval(mistakes.variables(what.service, { ERROR_RATE: String(what.share) }, isMeant))
    } else this.releases.prepare(what, this.actions)
  }

  services(selector: Selector): readonly string[] {
    return servicesFitting(selector, this.changed, this.options.parts.state.scenario)
  }

  get changed(): readonly string[] {
    return this.options.deployment.change.services
  }

  regions(selector: Selector, service?: string): readonly string[] {
    return regionsFitting(selector, service, this.options.parts.state.scenario)
  }

  pods(place: Place): readonly PodSeen[] {
    return this.options.pods.seen(place)
  }

  crashPods(place: Place, count: number): void {
    this.touch(place.service)
    this.options.pods.crash(place, count, this.actions)
  }

  deletePods(place: Place, count: number): void {
    this.touch(place.service)
    this.options.pods.delete(place, count, this.actions)
  }

  failReadiness(place: Place, share: Ratio): void {
    this.touch(place.service)
    this.options.pods.failReadiness(place, share, this.actions)
  }

  nodes(region: string, service?: string): readonly NodeSeen[] {
    return this.options.nodes.seen(region, service)
  }

  /** A machine that does not come back comes back all the same when the fault is taken out: there is nobody who makes another one. */
  stopNode(region: string, node: string): void {
    this.touch()
    this.options.nodes.stop(region, node, this.actions)
  }

  reclaimNode(region: string, node: string): void {
    this.touch()
    this.options.nodes.reclaim(region, node, this.actions)
  }

  drainNode(region: string, node: string): void {
    this.touch()
    this.options.nodes.drain(region, node, this.actions)
  }

  stopRegistry(): void {
    this.touch()
    stopRegistry(this.options.parts, this.actions)
  }

  spoil(service: string, trouble: PodTrouble): void {
    this.touch(service)
    this.releases.spoil(service, trouble, this.actions)
  }

  rollout(service: string | undefined): Process<RolloutSeen> {
    return this.rollouts.next(service ?? this.mistyped)
  }

  hurt(hurt: Hurt): void {
    this.touch(hurt.service)
    const { hurts } = this.options.faults
    const one = hurts.add(this.options.fault, hurt)
    this.onRemoval(() => hurts.lift(one))
    hurtUsers(hurt, { ...this.options, releases: this.releases, actions: this.actions })
  }

  errorRatio(service: string): Ratio {
    return this.users.get(service)?.failing ?? 0
  }

  usualErrorRatio(service: string): Ratio {
    return this.usual.get(service) ?? 0
  }

  intercept(rule: Rule): Interception {
    const { parts, deployment, faults, fault } = this.options
    const { interception, lift } = faults.interceptions.add(fault, rule, (cause) =>
      causeInForce(cause, { parts, deployment, actions: this.actions, rule }),
    )
    this.onRemoval(lift)
    return interception
  }

  claim(failure: FailureClass): void {
    this.onRemoval(this.options.faults.claim(this.options.fault, failure))
  }

  lockState(region: string, holder: 'at-work' | 'gone'): HeldLock {
    const { faults, parts } = this.options
    const jobs = parts.state.scenario.pipeline.stages.flatMap((stage) => stage.jobs)
    // Without a timeout nobody waits: the run fails at once.
    const waits = (id: JobId): boolean =>
      jobs.some(
        (job) => job.kind === 'terraform' && job.lockTimeoutMs > 0 && [job.name, `${job.name}/${region}`].includes(id),
      )
    const waiting = (): number =>
      faults.interceptions.count(
        (work) => (work.point === 'plan' || work.point === 'apply') && work.region === region && waits(work.job),
      )
    return lockStates(this.options.parts, { region, holder, waiting }, this.actions)
  }

  changeByHand(region: string, harmful: boolean): void {
    this.handMade.change(region, harmful, this.actions)
  }

  drift(region: string): { readonly changes: number; readonly harmful: boolean } {
    return this.handMade.in(region)
  }

  staleCache(service: string): void {
    const { faults, parts, deployment } = this.options
    const cached = this.caches.makeStale(service, this.actions)
    faults.interceptions.gate((work) => work.point === 'build' && work.service === service, cached)
    const revision = (): string | undefined => parts.releases.builtBy(deployment.address, service)?.revision
    const isStale = this.caches.watchBuilt(service, revision, this.actions)
    this.stale.set(service, isStale)
    const { recorded } = this
    this.actions.spawn(
      'waiting for what was built',
      (function* (): Process {
        while (isStale() === undefined) yield MEASURING
        recorded.notify()
      })(),
    )
  }

  isStale(service: string): boolean | undefined {
    return this.stale.get(service)?.()
  }

  clearCaches(): void {
    this.caches.clear(this.actions)
  }

  get cachedLayers(): number {
    return this.caches.layers
  }

  get migrates(): boolean {
    return this.options.parts.databases?.jobs.databaseIn(this.options.deployment) !== undefined
  }

  /** It has been prepared: what has run cannot be changed any more. */
  makeIrreversible(): void {}

  get irreversible(): boolean {
    return this.options.parts.databases?.jobs.changedMeaning(this.options.deployment) === true
  }

  /** What is found to be wrong in production may go back to this fault. */
  private touch(service?: string): void {
    this.onRemoval(this.options.faults.touch(this.options.fault, service))
  }

  /** Users of a service begin to send requests; returns when it can be said what share of them fails. */
  private *watchUsers(service: string): Process {
    if (this.users.has(service)) return
    const region = need(this.regions({}, service)[0], `region that runs ${service}`)
    const users = new Users(this.options.parts, { service, region })
    this.users.set(service, users)
    this.onRemoval(() => void this.users.delete(service))
    this.actions.start(`sending requests to ${service}`, (signal) => users.run(signal))
    while (!users.canSay) yield MEASURING
    this.usual.set(service, users.failing)
  }
}
