import { type Key, key, normalQuantile, RandomSource } from '../../src/random/index.ts'

/**
 * Model M3, the shape of a deployment: every service takes one of a few runners for its build, then in all regions at once takes
 * that region's lock for an apply and starts its pods in waves, each a start-up delay and then a readiness delay.
 */
export const SERVICES = 200
export const RUNNERS = 10
export const REGIONS = 3
export const PODS = 10
export const WAVE = 3

/** Delays of a deployment, each of which is one timed event: 12,800. */
export const TIMED_EVENTS = SERVICES * (1 + REGIONS * (1 + 2 * PODS))

/** The delays of a deployment in milliseconds: `builds` by service, `applies` by service and region, the rest by pod in them. */
export interface Delays<Numbers> {
  builds: Numbers
  applies: Numbers
  startups: Numbers
  readinesses: Numbers
}

/** Lognormal delays with medians of the order that a deployment has; drawn once, and read by every contestant. */
export function drawDelays(seed: number): Delays<number[]> {
  const scope = new RandomSource(seed).scope(0, 0)
  const draw = (count: number, purpose: Key, medianMs: number) =>
    Array.from({ length: count }, (_, index) => {
      const z = normalQuantile(scope.uniform(key('m3'), purpose, index))
      return Math.max(1, Math.round(medianMs * Math.exp(0.5 * z)))
    })
  return {
    builds: draw(SERVICES, key('build'), 90_000),
    applies: draw(SERVICES * REGIONS, key('apply'), 20_000),
    startups: draw(SERVICES * REGIONS * PODS, key('startup'), 8_000),
    readinesses: draw(SERVICES * REGIONS * PODS, key('readiness'), 12_000),
  }
}
