import type { Process } from '../../kernel/index.ts'
import type { Deployment } from '../world.ts'
import type { Crew } from './crew.ts'
import { PURPOSE } from './purpose.ts'
import type { RolloutOrder } from './rollout-order.ts'
import type { Rollouts } from './rollouts.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'
import { Steps } from './steps.ts'

/** A person rolls one service out in one region and watches until it is healthy. */
export function* kubectlRollout(
  of: { state: SimState; crew: Crew; rollouts: Rollouts },
  order: RolloutOrder,
  d: SimDeployment,
  deployment: Deployment,
): Process {
  const { state, crew, rollouts } = of
  const { people } = state.mechanisms
  const steps = new Steps(state.kernel, order.job, deployment, { service: order.service, region: order.region })
  const region = state.scenario.fleet.regions.findIndex((one) => one.name === order.region)
  const from = state.kernel.now
  const purpose = order.back ? PURPOSE.rollBack : PURPOSE.kubectl
  yield* crew.busy(d.draws.person(people.kubectl, state.key(order.service), purpose, region))
  steps.since('command', from)
  const started = state.kernel.now
  yield* rollouts.run(order, d, deployment)
  steps.since('rollout', started)
}
