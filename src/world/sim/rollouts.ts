import type { Process } from '../../kernel/index.ts'
import type { Service } from '../../model/fleet.ts'
import { progressiveSchema } from '../../model/mechanisms/progressive.ts'
import type { Ratio } from '../../model/units.ts'
import type { Deployment } from '../world.ts'
import { type Cluster, HEALTHY, type PodBehaviour, type PodTemplate, type Rollout } from './cluster/index.ts'
import { Exposure } from './exposure.ts'
import type { Health } from './health.ts'
import type { Production } from './production.ts'
import { PURPOSE } from './purpose.ts'
import type { RolloutOrder } from './rollout-order.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'
import { deliver, type StagedStrategy } from './strategies/deliver.ts'
import { StagedRollout } from './strategies/staged-rollout.ts'

/** Beside all old replicas. */
const NONE_YET = { replicas: 0, keepsOld: true }
const DEFAULT_PROGRESSIVE = progressiveSchema.parse({})

/** Sets pod templates and waits until the new pods are available, whoever asks for it. */
export class Rollouts {
  private readonly state: SimState
  private readonly clusters: ReadonlyMap<string, Cluster>
  private readonly production: Production
  private readonly health: Health
  private readonly done = new Set<string>()

  constructor(state: SimState, clusters: ReadonlyMap<string, Cluster>, production: Production, health: Health) {
    this.state = state
    this.clusters = clusters
    this.production = production
    this.health = health
  }

  /**
   * Rolls one service out in one region and returns when it is healthy there, or when another deployment rolls over it: from
   * then on that one's template is what runs. A bad one waits until it is interrupted.
   */
  *run(order: RolloutOrder, d: SimDeployment, deployment: Deployment): Process {
    const { kernel } = this.state
    const from = kernel.now
    const inProduction = order.region !== 'staging'
    if (inProduction && !order.back) this.remember(order, d)
    const isNew = inProduction && !order.back
    const own = isNew ? this.behaviour(order, d) : HEALTHY
    const imposed = isNew ? d.faults?.behaviourOf(order.service) : undefined
    const staged = isNew ? stagedStrategy(order) : undefined
    const rollout = this.apply(order, d, imposed ?? own, staged)
    const exposure = this.exposure(order, rollout, d)
    if (isNew) {
      this.health.follow(order, rollout, imposed === undefined ? own : HEALTHY, d, deployment, exposure)
      d.faults?.follow(rollout, order.region)
    }
    if (staged !== undefined && exposure !== undefined) yield* this.deliver(staged, order, d, rollout, exposure)
    else while (!rollout.ended) yield rollout.changed
    const cluster = this.cluster(order.region)
    this.done.add(doneKey(d, order.service, order.region))
    if (inProduction && rollout.complete.fired) this.production.set(order.service, order.release)
    deployment.record({
      kind: 'rollout.finished',
      at: kernel.now,
      from,
      environment: inProduction ? 'production' : 'staging',
      service: order.service,
      region: order.region,
      healthy: rollout.complete.fired,
      pods: cluster.status(order.service).desired,
    })
  }

  private apply(order: RolloutOrder, d: SimDeployment, behaviour: PodBehaviour, staged?: StagedStrategy): Rollout {
    const template: PodTemplate = {
      revision: order.release.label,
      image: order.release.image,
      draws: d.draws.scope,
      slow: d.draws.slowness,
      behaviour,
    }
    const stage = staged === undefined ? undefined : NONE_YET
    return this.cluster(order.region).apply(order.service, template, stage)
  }

  private deliver(
    strategy: StagedStrategy,
    order: RolloutOrder,
    d: SimDeployment,
    rollout: Rollout,
    exposure: Exposure,
  ): Process {
    const { state } = this
    const settings = state.mechanisms.progressive ?? DEFAULT_PROGRESSIVE
    const cluster = this.cluster(order.region)
    return deliver(strategy, new StagedRollout({ order, d, state, rollout, exposure, cluster, settings }), settings)
  }

  /** Follows how much of the traffic the new version has, where somebody wants to know it: as much as it has of the ready pods. */
  private exposure(order: RolloutOrder, rollout: Rollout, d: SimDeployment): Exposure | undefined {
    const known = d.exposures.of(order.service, order.region)
    const isWanted = order.back ? known !== undefined : this.state.calls !== undefined || order.strategy !== undefined
    if (!isWanted || order.region === 'staging') return undefined
    const exposure = known ?? new Exposure(this.state.kernel)
    if (known === undefined) d.exposures.add(order.service, order.region, exposure)
    if (!order.back && stagedStrategy(order) !== undefined) return exposure
    const before = exposure.share
    d.tasks.push(
      this.state.kernel.spawn(
        followed(rollout, (progress) => exposure.set(order.back ? before * (1 - progress) : progress), order.back),
        { name: 'exposure' },
      ),
    )
    return exposure
  }

  private cluster(region: string): Cluster {
    const cluster = this.clusters.get(region)
    if (cluster === undefined) throw new RangeError(`no cluster in region "${region}"`)
    return cluster
  }

  private remember(order: RolloutOrder, d: SimDeployment): void {
    if (!d.before.has(order.service)) d.before.set(order.service, this.production.of(order.service))
    const regions = d.landed.get(order.service)
    if (regions === undefined) d.landed.set(order.service, new Set([order.region]))
    else regions.add(order.region)
  }

  /** How the new pods behave: what is wrong with the service, or what they wait for. */
  private behaviour(order: RolloutOrder, d: SimDeployment): PodBehaviour {
    for (const flaw of d.live(order.service)) {
      if (flaw.symptom.kind === 'crash') return { kind: 'crash', after: flaw.symptom.after }
      if (flaw.symptom.kind === 'never-ready') return { kind: 'never-ready' }
    }
    const needed = this.coupledTo(this.state.service(order.service), d)
    if (needed.length === 0) return HEALTHY
    const ready = (): boolean => needed.every((name) => this.done.has(doneKey(d, name, order.region)))
    return ready() ? HEALTHY : { kind: 'needs', ready, exitsAfter: this.state.mechanisms.defects.crashAfter }
  }

  /** Dependencies changed by the same deployment whose new version this service cannot do without. */
  private coupledTo(service: Service, d: SimDeployment): string[] {
    const { coupledChange } = this.state.mechanisms.defects
    return service.dependsOn.filter(
      (name, index) =>
        d.change.services.includes(name) &&
        d.draws.chance(coupledChange, this.state.key(service.name), PURPOSE.coupled, index),
    )
  }
}

/** Shows the progress of a rollout, and at its end all or nothing: when another one comes after it, this one's version goes. */
function* followed(rollout: Rollout, show: (progress: Ratio) => void, isBack: boolean): Process {
  while (!rollout.ended) {
    show(rollout.progress())
    yield rollout.changed
  }
  show(rollout.complete.fired || isBack ? 1 : 0)
}

const stagedStrategy = ({ strategy }: RolloutOrder): StagedStrategy | undefined =>
  strategy === undefined || strategy.kind === 'rolling' ? undefined : strategy

const doneKey = (d: SimDeployment, service: string, region: string): string =>
  `${d.address.deployment}/${service}/${region}`
