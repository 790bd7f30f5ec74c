import { type Distribution, lognormal } from '../model/distribution.ts'
import type { Draws } from './draws.ts'

/** How large a service is, 1 for the median; three decimals, so that a fleet file stays readable. */
export function sizeOf(name: string, sigma: number, draws: Draws): number {
  return Math.round(draws.value(lognormal({ median: 1, sigma }), name, 'size') * 1_000) / 1_000
}

/** A distribution stretched by a service's size. */
export const sized = (distribution: Distribution, size: number): Distribution =>
  size === 1 ? distribution : { kind: 'scaled', by: size, distribution }
