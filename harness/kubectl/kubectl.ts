import { external, type Kernel, type Process } from '../../src/kernel/index.ts'
import type { StrategyOf } from '../../src/model/delivery-strategy.ts'
import type { JobId } from '../../src/model/events.ts'
import type { Service } from '../../src/model/fleet.ts'
import { wavesOf } from '../../src/world/sim/waves.ts'
import { type Deployment, type DeployWork, type Result, step } from '../../src/world/world.ts'
import { canaryOf } from '../canary/asked.ts'
import type { Canaries } from '../canary/canaries.ts'
import { stepsOf } from '../canary/steps.ts'
import type { Release, Releases } from '../releases/releases.ts'
import { followRollout } from './follow-rollout.ts'
import { nothingBefore } from './rollout-failures.ts'
import type { ServiceRollouts } from './service-rollouts.ts'

const OK: Result = { ok: true }
const STAGING = 'staging'
const RECOVERY = 'recovery'

/** What the kubectl path works with. */
export interface KubectlOptions {
  readonly kernel: Kernel
  readonly rollouts: ServiceRollouts
  readonly releases: Releases
  readonly services: readonly Service[]
  /** What the person who types needs before a command is under way: finding it, adapting it. Default: no time at all. */
  readonly typing?: (order: Typed, deployment: Deployment) => Process
  /** What follows canaries. Without it a job that asks for one is an error. */
  readonly canaries?: Pick<Canaries, 'follow'>
}

/** A rollout that a person starts. */
export interface Typed {
  readonly service: string
  /** A region of the fleet, or `staging`. */
  readonly place: string
  /** The version before is brought back. */
  readonly back: boolean
}

/** One release on its way to one place, for one job. */
interface Order {
  readonly release: Release
  readonly place: string
  readonly job: JobId
  readonly canary?: StrategyOf<'canary'> | undefined
  /** No person types it. */
  readonly untyped?: boolean
}

/** Serves `World.deploy` for delivery by kubectl, and `World.rollBackByHand`: apply, and watch until it is available. */
export class Kubectl {
  private readonly options: KubectlOptions

  constructor(options: KubectlOptions) {
    this.options = options
  }

  /** Rolls services out in one region, wave by wave; of one wave one after another, or side by side, as the job says. */
  *deploy(work: DeployWork, deployment: Deployment): Process<Result> {
    const { services } = this.options
    const byName = new Map(services.map((service) => [service.name, service]))
    const waves = work.spec.waves ? wavesOf(work.services, byName) : [work.services]
    for (const wave of waves) {
      const orders = wave.map((service) => this.order(service, work, deployment))
      const result = yield* work.spec.services === 'parallel'
        ? this.together(orders, deployment)
        : this.oneByOne(orders, deployment)
      if (!result.ok) return result
    }
    return OK
  }

  /** Brings back what ran before in production: the service that came last first, its regions side by side. */
  *rollBackByHand(deployment: Deployment): Process<Result> {
    const landings = this.options.releases.landedBy(deployment.address)
    const services = [...new Set(landings.map((landing) => landing.release.service))].reverse()
    for (const service of services) {
      const own = landings.filter((landing) => landing.release.service === service)
      const first = own.find((landing) => landing.before === undefined)
      if (first !== undefined) return { ok: false, failure: nothingBefore(service, first.place) }
      const orders = own.map(({ place, before }) => ({ release: before!, place, job: RECOVERY }))
      const result = yield* this.together(orders, deployment)
      if (!result.ok) return result
    }
    return OK
  }

  /** The same without a person: everything that the deployment brought goes back at once. */
  *bringBack(deployment: Deployment): Process<Result> {
    const landings = this.options.releases.landedBy(deployment.address)
    const first = landings.find((landing) => landing.before === undefined)
    if (first !== undefined) return { ok: false, failure: nothingBefore(first.release.service, first.place) }
    const orders = landings.map(({ place, before }) => ({ release: before!, place, job: RECOVERY, untyped: true }))
    return yield* this.together(orders, deployment)
  }

  private order(service: string, work: DeployWork, deployment: Deployment): Order {
    const { releases } = this.options
    const release = releases.builtBy(deployment.address, service) ?? releases.in(work.region, service)
    if (release === undefined) throw new RangeError(`${service} was not built, and does not run in ${work.region}`)
    return { release, place: work.region, job: work.job, canary: canaryOf(work.spec) }
  }

  private *oneByOne(orders: readonly Order[], deployment: Deployment): Process<Result> {
    for (const order of orders) {
      const result = yield* this.rollOut(order, deployment)
      if (!result.ok) return result
    }
    return OK
  }

  private *together(orders: readonly Order[], deployment: Deployment): Process<Result> {
    const { kernel } = this.options
    const results = yield* kernel.together(orders.map((order) => this.rollOut(order, deployment)))
    return results.find((result) => !result.ok) ?? OK
  }

  private *rollOut({ release, place, job, canary, untyped = false }: Order, deployment: Deployment): Process<Result> {
    const { kernel, rollouts, releases, canaries } = this.options
    if (canary !== undefined && canaries === undefined) throw new RangeError(`nobody follows the canary of "${job}"`)
    const where = { service: release.service, region: place }
    const from = kernel.now
    const { typing } = this.options
    if (typing !== undefined && !untyped)
      yield* typing({ service: release.service, place, back: job === RECOVERY }, deployment)
    const by = place === STAGING ? undefined : deployment.address
    releases.land(place, release, by)
    const steps = canary === undefined ? [] : stepsOf(canary)
    const generation = yield* external(kernel, (signal) => rollouts.apply(release, place, signal, steps))
    const applied = kernel.now
    deployment.record(step(applied, from, job, 'command', where))
    const underWay = { release, place, job, generation, from: applied }
    if (canary !== undefined && canaries !== undefined) return yield* canaries.follow(underWay, canary, deployment)
    return yield* followRollout(this.options, underWay, deployment)
  }
}
