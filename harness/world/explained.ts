import type { Failure } from '../../src/model/failure.ts'
import type { SimDeployment } from '../../src/world/sim/sim-deployment.ts'

/**
 * A failure that was observed, put down to what this deployment is known to have wrong with it. Observers see that a service fails, not
 * why; whoever wrote the scenario knows. What has been put down to something, such as an injected fault, stays so.
 */
export function explained(failure: Failure, d: Pick<SimDeployment, 'live'>): Failure {
  if (failure.origin !== undefined) return failure
  const flaw = failure.service === undefined ? undefined : d.live(failure.service)[0]
  return flaw === undefined ? failure : { ...failure, cause: flaw.cause, origin: flaw.id }
}
