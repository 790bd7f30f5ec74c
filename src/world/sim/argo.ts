import { type Process, Semaphore } from '../../kernel/index.ts'
import type { Deployment, Result } from '../world.ts'
import { PURPOSE } from './purpose.ts'
import type { RolloutOrder } from './rollout-order.ts'
import type { Rollouts } from './rollouts.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'
import { Steps } from './steps.ts'

/**
 * Argo CD: one application a service and region. Git is polled (120 s and up to 60 s of jitter by default) unless a webhook
 * tells of the commit; comparing and syncing each have their number of processors.
 */
export class Argo {
  private readonly state: SimState
  private readonly rollouts: Rollouts
  private readonly statusProcessors: Semaphore
  private readonly operationProcessors: Semaphore

  constructor(state: SimState, rollouts: Rollouts) {
    const { gitops } = state.mechanisms
    this.state = state
    this.rollouts = rollouts
    this.statusProcessors = new Semaphore(state.kernel, {
      name: 'status processors',
      capacity: gitops.statusProcessors,
    })
    this.operationProcessors = new Semaphore(state.kernel, {
      name: 'operation processors',
      capacity: gitops.operationProcessors,
    })
  }

  /**
   * Syncs applications to the commit of now and returns when all are healthy. `told` says that somebody asked for a refresh
   * (a webhook, or the revert policy), so that nobody waits for the poll.
   */
  *sync(orders: readonly RolloutOrder[], told: boolean, d: SimDeployment, deployment: Deployment): Process<Result> {
    yield* this.state.kernel.together(orders.map((order) => this.application(order, told, d, deployment)))
    return { ok: true }
  }

  private *application(order: RolloutOrder, told: boolean, d: SimDeployment, deployment: Deployment): Process {
    const { kernel, mechanisms } = this.state
    const { gitops } = mechanisms
    const entity = this.state.key(order.service)
    const index = indexOf(order, this.state)
    const steps = new Steps(kernel, order.job, deployment, { service: order.service, region: order.region })
    if (!told && !gitops.webhook) {
      const jitter = gitops.pollJitter * d.draws.scope.uniform(entity, PURPOSE.poll, index + 100)
      const phase = d.draws.scope.uniform(entity, PURPOSE.poll, index)
      yield* steps.take('sync-wait', Math.round((gitops.pollInterval + jitter) * phase))
    }
    const from = kernel.now
    yield* this.on(this.statusProcessors, d.draws.machine(gitops.refresh, entity, PURPOSE.refresh, index))
    yield* this.on(
      this.operationProcessors,
      d.draws.machine(gitops.applyPerApplication, entity, PURPOSE.syncApply, index),
    )
    steps.since('sync', from)
    const started = kernel.now
    yield* this.rollouts.run(order, d, deployment)
    steps.since('rollout', started)
  }

  private *on(processors: Semaphore, ms: number): Process {
    if (!processors.tryAcquire()) yield processors.request()
    try {
      yield ms
    } finally {
      processors.release()
    }
  }
}

function indexOf(order: RolloutOrder, state: SimState): number {
  const region = state.scenario.fleet.regions.findIndex((one) => one.name === order.region) + 1
  return order.back ? region + 50 : region
}
