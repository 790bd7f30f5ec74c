import type { Process } from '../../kernel/index.ts'
import type { Service } from '../../model/fleet.ts'
import type { Deployment } from '../world.ts'
import { type Cluster, HEALTHY, type PodBehaviour, type Rollout } from './cluster/index.ts'
import type { Health } from './health.ts'
import type { Production } from './production.ts'
import { PURPOSE } from './purpose.ts'
import type { RolloutOrder } from './rollout-order.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'

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
    const rollout = this.apply(order, d, imposed ?? own)
    if (isNew) {
      this.health.follow(order, rollout, imposed === undefined ? own : HEALTHY, d, deployment)
      d.faults?.follow(rollout, order.region)
    }
    while (!rollout.ended) yield rollout.changed
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

  private apply(order: RolloutOrder, d: SimDeployment, behaviour: PodBehaviour): Rollout {
    return this.cluster(order.region).apply(order.service, {
      revision: order.release.label,
      image: order.release.image,
      draws: d.draws.scope,
      slow: d.draws.slowness,
      behaviour,
    })
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

const doneKey = (d: SimDeployment, service: string, region: string): string =>
  `${d.address.deployment}/${service}/${region}`
