import type { Process } from '../../kernel/index.ts'
import type { Deployment, DnsWork, Result } from '../world.ts'
import { PURPOSE } from './purpose.ts'
import type { SimDeployment } from './sim-deployment.ts'
import type { SimState } from './state.ts'
import { Steps } from './steps.ts'

/**
 * Shifting traffic away from a region and back: a record is changed and spreads, resolvers keep the old answer for its
 * TTL, and load balancers wait until their targets are healthy, at most for their time limit.
 */
export function* shiftTraffic(
  state: SimState,
  work: DnsWork,
  d: SimDeployment,
  deployment: Deployment,
): Process<Result> {
  const { network } = state.mechanisms
  const { dnsTtlMs, loadBalancerTimeoutMs } = state.scenario.fleet
  const entity = state.key(work.region)
  const steps = new Steps(state.kernel, work.job, deployment, { region: work.region })
  yield* steps.take('dns', d.draws.machine(network.dnsChange, entity, PURPOSE.dns) + dnsTtlMs)
  const healthy = d.draws.machine(network.targetHealthy, entity, PURPOSE.targets)
  yield* steps.take('health-check', Math.min(healthy, loadBalancerTimeoutMs))
  return { ok: true }
}
