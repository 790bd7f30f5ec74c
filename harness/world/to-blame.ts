import type { Flaw } from '../../src/world/sim/flaw.ts'
import type { KindFaultsOfDeployment } from '../faults/kind-faults-of-deployment.ts'
import type { Blame } from '../observation/blame.ts'

/** What is known to be wrong with a deployment, in a scenario with faults and in one without. */
export interface Known {
  /** Flaws of a service that the deployment carries and that nobody has caught, the first one first. */
  flaws(service: string): readonly Pick<Flaw, 'cause' | 'id'>[]
  /** What the scenario's faults touch at the moment; undefined in a scenario without. */
  readonly faults: Pick<KindFaultsOfDeployment, 'inService' | 'anywhere'> | undefined
}

/**
 * Whom to blame for what is seen of a service, in the order of the simulator (`faults-of-deployment.ts`): a fault that is in this very
 * service hides what the release brought of its own, and one that is somewhere else is to blame only where the service has no flaw.
 * Undefined when nothing is known to be wrong.
 */
export function toBlame(service: string, { flaws, faults }: Known): Blame | undefined {
  const [flaw] = flaws(service)
  const inService = faults?.inService(service)
  if (inService !== undefined) return byFault(inService)
  if (flaw !== undefined) return { cause: flaw.cause, origin: flaw.id, isFlaw: true }
  return faults?.anywhere === undefined ? undefined : byFault(faults.anywhere)
}

const byFault = (origin: string): Blame => ({ cause: 'fault', origin, isFlaw: false })
