import type { IntOrPercent } from '../../../model/fleet.ts'

/** How many pods a rolling update may add and may take away. */
export interface Fenceposts {
  readonly maxSurge: number
  readonly maxUnavailable: number
}

/**
 * Resolves counts and percentages against the desired replicas: maxSurge rounds up, maxUnavailable rounds down, and when both
 * come out as 0 maxUnavailable becomes 1 (`ResolveFenceposts` in pkg/controller/deployment/util/deployment_util.go).
 */
export function resolveFenceposts(maxSurge: IntOrPercent, maxUnavailable: IntOrPercent, desired: number): Fenceposts {
  const surge = scaled(maxSurge, desired, Math.ceil)
  const unavailable = scaled(maxUnavailable, desired, Math.floor)
  return { maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : unavailable }
}

/** Integers before the division, so that 55 % of 20 is 11 and not 11.000000000000002. */
function scaled(value: IntOrPercent, desired: number, round: (n: number) => number): number {
  return typeof value === 'number' ? value : round((Number.parseInt(value, 10) * desired) / 100)
}
