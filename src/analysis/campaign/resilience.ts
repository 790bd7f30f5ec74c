import { RESILIENCES, type Resilience } from '../../model/campaign.ts'
import type { Millis } from '../../model/units.ts'
import type { DeploymentRow } from '../row.ts'

/** How a deployment in which a fault landed came back from it. */
export function resilienceOf(row: DeploymentRow): Resilience {
  if (row.unnoticed !== undefined || row.recovery?.dataCorrupted === true) return 'not'
  switch (row.outcome) {
    case 'succeeded':
    case 'self-healed':
      return 'alone'
    case 'blocked':
      return 'stopped'
    case 'rolled-back':
      return row.recovery?.decidedBy === 'policy' ? 'alone' : 'approval'
    case 'failed':
      return 'by-hand'
  }
}

/**
 * Time to recover of a deployment; null where production was not hurt, or has not recovered, and where the fault was seen by its
 * healing (a probe that restarts what hangs), so that nothing lies between the two.
 */
export function timeToRecover(row: DeploymentRow): Millis | null {
  if (resilienceOf(row) === 'not') return null
  const ms = row.recovery?.totalMs ?? row.healedMs ?? 0
  return ms > 0 ? ms : null
}

/** The worst of some ways back; null for none. */
export const worstOf = (ways: readonly Resilience[]): Resilience | null =>
  RESILIENCES.findLast((way) => ways.includes(way)) ?? null

/** Whether one way back is worse than another. */
export const isWorse = (way: Resilience, than: Resilience): boolean =>
  RESILIENCES.indexOf(way) > RESILIENCES.indexOf(than)

/** Deployments by their way back, every way named. */
export const countWays = (ways: readonly Resilience[]): Record<Resilience, number> =>
  Object.fromEntries(RESILIENCES.map((way) => [way, ways.filter((one) => one === way).length])) as Record<
    Resilience,
    number
  >
