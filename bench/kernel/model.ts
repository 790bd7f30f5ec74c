import { normalQuantile, RandomSource } from '../../src/random/index.ts'

/**
 * Model M3, the shape of a deployment: every service takes one of a few runners for its build, then in all regions at once takes
 * that region's lock for an apply and starts its pods in waves, each a start-up delay and then a readiness delay.
 */
export const SERVICES = 200
export const RUNNERS = 10
export const REGIONS = 3
export const PODS = 10
export const WAVE = 3

/** Delays of a region: its apply, then two a pod. */
export const REGION_DELAYS = 1 + 2 * PODS
/** Delays of a service: its build, then its regions'. */
export const SERVICE_DELAYS = 1 + REGIONS * REGION_DELAYS
/** Delays of a deployment, each of which is one timed event: 12,800. */
export const TIMED_EVENTS = SERVICES * SERVICE_DELAYS

/**
 * The delays in milliseconds, service by service: build, then for each region the apply and each pod's start-up and readiness.
 * Lognormal, with medians of the order that a deployment has; drawn once and written to a file that every contestant reads.
 */
export function delays(seed: number): number[] {
  const scope = new RandomSource(seed).scope(0, 0)
  return Array.from({ length: TIMED_EVENTS }, (_, index) => {
    const z = normalQuantile(scope.uniform(0 as never, 0 as never, index))
    return Math.max(1, Math.round(medianOf(index) * Math.exp(0.5 * z)))
  })
}

function medianOf(index: number): number {
  const inService = index % SERVICE_DELAYS
  if (inService === 0) return 90_000
  const inRegion = (inService - 1) % REGION_DELAYS
  if (inRegion === 0) return 20_000
  return inRegion % 2 === 1 ? 8_000 : 12_000
}
