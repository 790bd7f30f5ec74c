import type { Scenario } from '../model/scenario.ts'

/** How the deployments of a scenario are grouped into stretches, its units of replication. */
export interface StretchPlan {
  /** Measured deployments of a full stretch. */
  readonly deploymentsPerStretch: number
  /** Deployments before them, which fill caches and queues and are not measured. */
  readonly warmUpPerStretch: number
}

/** The stretches that a scenario asks for. */
export function stretchPlan({ deployments }: Pick<Scenario, 'deployments'>): StretchPlan {
  const { perDay, daysPerStretch, warmUpDays } = deployments
  return {
    deploymentsPerStretch: Math.max(1, Math.round(perDay * daysPerStretch)),
    warmUpPerStretch: Math.round(perDay * warmUpDays),
  }
}
