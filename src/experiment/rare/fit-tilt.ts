import { CAUSE_NAMES, GUARD_NAMES } from '../../world/sim/rare/causes.ts'
import type { Tilt } from '../../world/sim/rare/tilt.ts'
import type { ChanceCount, ChanceTally } from '../../world/sim/rare/tilted-chances.ts'

/** A deployment that was simulated to learn from: whether it failed, its weight, and its yes/no draws. */
export interface Observed {
  readonly weight: number
  readonly failed: boolean
  readonly tally: ChanceTally
}

/** Share of the sampled deployments in which no cause is made to strike: whatever else can go wrong is found there. */
const UNTOUCHED = 0.1
/** Share that is spread over all causes, however the failures that were seen came about. */
const SPREAD = 0.1
/** Draws of a guard in failed deployments from which its probability in them can be told. */
const FEWEST_DRAWS = 10
/** No guard becomes surer than this, or its opposite: the weight of the other outcome stays below 1 / (1 − SUREST). */
const SUREST = 0.95
/** Guards whose failing lets something through: until more is known they hold less often than not. */
const LOOSE: Tilt['guards'] = {
  'unit tests catch': 0.3,
  'integration tests catch': 0.3,
  'staging catches': 0.3,
  'validation catches': 0.3,
  'self check catches': 0.3,
}

/**
 * The tilt under which failures come about as they do in truth, only often: every cause gets the share that it has in the
 * failures that were seen, and every guard the probability that it has in them, both weighted back to the true
 * distribution (the cross-entropy method: R. Rubinstein & D. Kroese 2004). Causes that no deployment asked for are left
 * out. Without a failure to learn from, all causes have the same share; guards
 * that too few failures asked stay as in `before`.
 */
export function fitTilt(observed: readonly Observed[], before: Tilt['guards'] = LOOSE): Tilt {
  const failed = observed.filter((one) => one.failed)
  return { causes: fitCauses(observed, failed), guards: { ...before, ...fitGuards(failed) } }
}

function fitCauses(observed: readonly Observed[], failed: readonly Observed[]): Tilt['causes'] {
  const active = CAUSE_NAMES.flatMap((name) => {
    const counts = observed.flatMap(({ tally }) => tally.causes[name] ?? [])
    if (counts.length === 0) return []
    const behind = failed.filter(({ tally }) => (tally.causes[name]?.hits ?? 0) > 0)
    return [{ name, draws: Math.max(...counts.map(({ asked }) => asked)), weight: weightOf(behind) }]
  })
  const total = active.reduce((sum, { weight }) => sum + weight, 0)
  return Object.fromEntries(
    active.map(({ name, draws, weight }) => {
      const even = 1 / active.length
      const share = total > 0 ? (1 - SPREAD) * (weight / total) + SPREAD * even : even
      return [name, { share: (1 - UNTOUCHED) * share, draws }]
    }),
  )
}

function fitGuards(failed: readonly Observed[]): Tilt['guards'] {
  return Object.fromEntries(
    GUARD_NAMES.flatMap((name) => {
      const of = ({ tally }: Observed): ChanceCount => tally.guards[name] ?? { asked: 0, hits: 0 }
      const seen = failed.reduce((sum, one) => sum + of(one).asked, 0)
      if (seen < FEWEST_DRAWS) return []
      const asked = failed.reduce((sum, one) => sum + one.weight * of(one).asked, 0)
      const hits = failed.reduce((sum, one) => sum + one.weight * of(one).hits, 0)
      return [[name, Math.min(SUREST, Math.max(1 - SUREST, hits / asked))]]
    }),
  )
}

const weightOf = (all: readonly Observed[]): number => all.reduce((sum, { weight }) => sum + weight, 0)
