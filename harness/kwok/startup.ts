import type { Distribution } from '../../src/model/distribution.ts'
import { durationQuantile } from '../../src/random/index.ts'
import { startupAnnotation } from './names.ts'

/** Equally likely pieces into which a distribution of start-up times is cut. KWOK draws a piece, then evenly within it. */
export const PIECES = 8

/** Share of a distribution cut off at both ends: the ends of most are infinite. */
const TAIL = 0.005

/** What a pod of a service says of its start-up time: the borders of the pieces, as Go durations. */
export function startupAnnotations(startup: Distribution): Record<string, string> {
  const borders = Array.from({ length: PIECES + 1 }, (_, index) => {
    const share = TAIL + ((1 - 2 * TAIL) * index) / PIECES
    return [startupAnnotation(index), `${Math.round(durationQuantile(startup, share))}ms`]
  })
  return Object.fromEntries(borders)
}
