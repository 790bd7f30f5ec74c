import type { Process } from '../../../kernel/index.ts'
import type { Progressive } from '../../../model/mechanisms/progressive.ts'
import type { Ratio } from '../../../model/units.ts'
import type { Cluster, Rollout } from '../cluster/index.ts'
import type { Exposure } from '../exposure.ts'
import { PURPOSE } from '../purpose.ts'
import type { RolloutOrder } from '../rollout-order.ts'
import type { SimDeployment } from '../sim-deployment.ts'
import type { SimState } from '../state.ts'

/** A rollout whose replicas and traffic somebody sets step by step, as the controller of Argo Rollouts does. */
export class StagedRollout {
  readonly order: RolloutOrder
  readonly d: SimDeployment
  readonly state: SimState
  readonly rollout: Rollout
  readonly exposure: Exposure
  private readonly cluster: Cluster
  private readonly settings: Progressive
  private changes = 0

  constructor(of: {
    order: RolloutOrder
    d: SimDeployment
    state: SimState
    rollout: Rollout
    exposure: Exposure
    cluster: Cluster
    settings: Progressive
  }) {
    this.order = of.order
    this.d = of.d
    this.state = of.state
    this.rollout = of.rollout
    this.exposure = of.exposure
    this.cluster = of.cluster
    this.settings = of.settings
  }

  /** Gives the new version this share of the replicas, rounded up, beside all old ones, and waits until they are ready. */
  *scale(share: Ratio): Process {
    const { service } = this.order
    const wanted = Math.ceil(share * this.cluster.status(service).desired)
    this.cluster.stage(service, { replicas: wanted, keepsOld: true })
    while (this.cluster.status(service).updatedAvailable < wanted && !this.rollout.ended) yield this.rollout.changed
  }

  /** Sends this share of the traffic to the new version; returns when every sidecar does. */
  *route(share: Ratio): Process {
    yield this.routeChange()
    this.exposure.set(share)
  }

  /** Takes the old version away, and waits until the rollout is complete. */
  *retire(): Process {
    const { service } = this.order
    this.cluster.stage(service, { replicas: this.cluster.status(service).desired, keepsOld: false })
    while (!this.rollout.ended) yield this.rollout.changed
    if (this.rollout.complete.fired) this.cluster.stage(service, undefined)
  }

  /** Lets the Deployment go on by its own rolling update, whose ready pods get the traffic. */
  *roll(): Process {
    this.cluster.stage(this.order.service, undefined)
    while (!this.rollout.ended) {
      this.exposure.set(this.rollout.progress())
      yield this.rollout.changed
    }
    if (this.rollout.complete.fired) this.exposure.set(1)
  }

  /** All traffic goes back to the old version, and the replicas of the new one go after a while. */
  *abort(): Process {
    yield this.routeChange()
    this.exposure.end(0)
    yield this.settings.abortScaleDownDelay
    if (!this.rollout.ended) this.cluster.stage(this.order.service, { replicas: 0, keepsOld: true })
  }

  private routeChange(): number {
    const { state, order, d } = this
    const region = state.scenario.fleet.regions.findIndex(({ name }) => name === order.region)
    const index = region * 100 + this.changes++
    return d.draws.machine(this.settings.routeChange, state.key(order.service), PURPOSE.routeChange, index)
  }
}
