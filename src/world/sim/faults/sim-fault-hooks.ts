import type {
  FaultHooks,
  HeldLock,
  Hurt,
  Interception,
  NodeSeen,
  Place,
  PodSeen,
  PodTrouble,
  RolloutSeen,
  Rule,
} from '../../../faults/hooks.ts'
import { LOOK } from '../../../faults/noticing.ts'
import { type Condition, type Kernel, type Process, type Semaphore, withTimeout } from '../../../kernel/index.ts'
import type { DeploymentEvent } from '../../../model/events.ts'
import type { FailureClass } from '../../../model/failure.ts'
import type { Selector } from '../../../model/fault.ts'
import { hours, type Millis, type Ratio } from '../../../model/units.ts'
import { regionsFitting, servicesFitting } from '../../faults/selection.ts'
import type { Deployment } from '../../world.ts'
import type { Cluster } from '../cluster/index.ts'
import { PURPOSE } from '../purpose.ts'
import type { SimDeployment } from '../sim-deployment.ts'
import type { SimWorld } from '../sim-world.ts'
import type { FaultsOfDeployment } from './faults-of-deployment.ts'

/** A fault that nobody takes out is left in for so long, so that a recovery which waits for its end comes to one. */
const LEFT_ALONE = hours(4)

/** The simulated world as one fault of one deployment sees and touches it. */
export class SimFaultHooks implements FaultHooks {
  readonly kernel: Kernel
  readonly lookMs = LOOK
  readonly history: readonly DeploymentEvent[]
  readonly recorded: Condition
  readonly runners: Semaphore | undefined
  private readonly world: SimWorld
  private readonly deployment: Deployment
  private readonly d: SimDeployment
  private readonly faults: FaultsOfDeployment
  private readonly fault: string
  private readonly removals: (() => void | Promise<void>)[] = []

  constructor(of: { world: SimWorld; deployment: Deployment; fault: string }) {
    const { observed } = of.deployment
    if (observed === undefined) throw new RangeError('faults need a deployment that can be observed')
    this.kernel = of.world.state.kernel
    this.history = observed.history
    this.recorded = observed.recorded
    this.runners = observed.runners
    this.world = of.world
    this.deployment = of.deployment
    this.d = of.world.of(of.deployment)
    this.faults = this.d.faults!
    this.fault = of.fault
  }

  record(event: DeploymentEvent): void {
    this.deployment.record(event)
  }

  chance(probability: Ratio, index: number): boolean {
    return this.d.draws.chance(probability, this.world.state.key('deployment'), PURPOSE.fault, index)
  }

  onRemoval(action: () => void | Promise<void>): void {
    this.removals.push(action)
  }

  *takeOut(): Process {
    while (this.removals.length > 0) this.removals.pop()?.()
  }

  /** Everything can be read at any time here. */
  *measure(): Process {}

  /** What is put in shows when it is to show. */
  prepare(): void {}

  *untilRepaired(ms?: Millis): Process {
    const repaired = this.faults.repaired.wait()
    const { chaos } = this.world.state.scenario
    const limit = chaos?.rollbacks === 'never' && ms !== undefined ? Math.max(ms, LEFT_ALONE) : ms
    if (limit === undefined) yield* repaired
    else yield* withTimeout(this.kernel, limit, repaired)
  }

  services(selector: Selector): readonly string[] {
    return servicesFitting(selector, this.changed, this.world.state.scenario)
  }

  get changed(): readonly string[] {
    return this.d.change.services
  }

  regions(selector: Selector, service?: string): readonly string[] {
    return regionsFitting(selector, service, this.world.state.scenario)
  }

  pods(place: Place): readonly PodSeen[] {
    return this.cluster(place.region).faults.pods(place.service)
  }

  crashPods(place: Place, count: number): void {
    this.disturb()
    this.cluster(place.region).faults.crashPods(place.service, count)
  }

  deletePods(place: Place, count: number): void {
    this.disturb()
    this.cluster(place.region).faults.killPods(place.service, count)
  }

  failReadiness(place: Place, share: Ratio, duration: Millis): void {
    this.disturb()
    this.cluster(place.region).faults.failReadiness(place.service, share, duration)
  }

  nodes(region: string, service?: string): readonly NodeSeen[] {
    const cluster = this.cluster(region)
    const running = new Set(cluster.nodes(service))
    const { nodeGroups } = this.world.state.scenario.fleet.regions.find((one) => one.name === region)!
    return cluster.faults
      .nodes()
      .filter((node) => running.has(node.name))
      .map(({ group, ...node }) => ({ ...node, lifecycle: nodeGroups[group]!.lifecycle }))
  }

  stopNode(region: string, node: string, gone: boolean): void {
    const { faults } = this.cluster(region)
    this.disturb()
    faults.stopNode(node, { gone })
    if (!gone) this.onRemoval(() => faults.startNode(node))
  }

  reclaimNode(region: string, node: string): void {
    this.disturb()
    this.cluster(region).faults.reclaimSpot(node)
  }

  drainNode(region: string, node: string): void {
    const { faults } = this.cluster(region)
    this.disturb()
    faults.drain(node)
    this.onRemoval(() => {
      if (faults.nodes().some((one) => one.name === node)) faults.cordon(node, false)
    })
  }

  stopRegistry(regions: readonly string[]): void {
    this.disturb()
    const clusters = [...regions, 'staging'].map((region) => this.cluster(region))
    for (const cluster of clusters) cluster.faults.registryAvailable(false)
    this.onRemoval(() => {
      for (const cluster of clusters) cluster.faults.registryAvailable(true)
    })
  }

  spoil(service: string, trouble: PodTrouble): void {
    this.onRemoval(this.faults.spoil(this.fault, service, trouble))
  }

  *rollout(service: string | undefined): Process<RolloutSeen> {
    for (;;) {
      const found = this.faults.rollouts.findLast((one) => service === undefined || one.service === service)
      if (found !== undefined) return found
      yield this.faults.rolloutBegan
    }
  }

  hurt(hurt: Hurt): void {
    this.onRemoval(this.faults.hurt(this.fault, hurt))
  }

  errorRatio(service: string): Ratio {
    return this.faults.errorRatio(service)
  }

  usualErrorRatio(service: string): Ratio {
    return this.errorRatio(service)
  }

  intercept(rule: Rule): Interception {
    const { interception, lift } = this.faults.interceptions.add(this.fault, rule)
    this.onRemoval(lift)
    return interception
  }

  claim(failure: FailureClass): void {
    this.onRemoval(this.faults.claim(this.fault, failure))
  }

  lockState(region: string): HeldLock {
    const { terraform } = this.world
    this.onRemoval(terraform.seize(region, 'another team'))
    return {
      get holder() {
        return terraform.holderIn(region)
      },
      get waiting() {
        return terraform.waitingIn(region)
      },
    }
  }

  changeByHand(region: string, harmful: boolean): void {
    this.world.drift.add(region, harmful)
    this.onRemoval(() => this.world.drift.clear(region))
  }

  drift(region: string): { readonly changes: number; readonly harmful: boolean } {
    return this.world.drift.in(region)
  }

  staleCache(service: string): void {
    const { poisoned } = this.world.builder
    poisoned.add(service)
    this.onRemoval(() => void poisoned.delete(service))
  }

  isStale(service: string): boolean | undefined {
    const release = this.d.built.get(service)
    return release === undefined ? undefined : release.source !== release.intended
  }

  clearCaches(): void {
    this.world.builder.clearCaches()
  }

  get cachedLayers(): number {
    return this.world.builder.cachedLayers
  }

  get migrates(): boolean {
    return this.d.change.databaseChange
  }

  makeIrreversible(): void {
    this.d.cannotGoBack = true
  }

  get irreversible(): boolean {
    return this.d.cannotGoBack
  }

  private disturb(): void {
    this.onRemoval(this.faults.disturb(this.fault))
  }

  private cluster(region: string): Cluster {
    const cluster = this.world.clusters.get(region)
    if (cluster === undefined) throw new RangeError(`no cluster in region "${region}"`)
    return cluster
  }
}
