import { fewestPairs, generator, planPairs } from '../../stats/index.ts'
import type { PairRunner } from './pair-runner.ts'
import type { RealGateOptions } from './real-gate.ts'

/** What the first look at the pilot may spend of alpha; the rest is the first stage's. */
export const PILOT_SHARE = 0.1

/** Pairs of the pilot: enough for its own look, and for a noise that is worth planning with. */
export const pilotPairs = (alpha: number, metrics: number): number =>
  Math.max(12, fewestPairs(alpha * PILOT_SHARE, metrics))

/**
 * Pairs a stage that find a slowdown of `concern` with the power asked for, from the noise of the pilot; the largest over
 * the metrics, null when one of them has no feasible number. The plan sees how large the log ratios of the pilot are and
 * tosses coins for their signs, so that it knows nothing of which version was slower: the test on the same pairs stays
 * exact. A real slowdown then counts as noise, which only makes the plan longer.
 */
export function planFrom(runner: PairRunner, options: RealGateOptions & { readonly alpha: number }): number | null {
  const { metrics, alpha, seed } = options
  const uniform = generator(seed + 1)
  const plans = metrics.map((metric) => {
    const pilot = runner.pairs(metric, ['pilot']).map(({ baseline, candidate }) => {
      const size = Math.abs(Math.log(candidate / baseline))
      return uniform() < 0.5 ? size : -size
    })
    return planPairs({ pilot }, { ...planOptions(options), alpha: alpha * (1 - PILOT_SHARE), metrics: metrics.length })
      .pairs
  })
  return plans.reduce<number | null>(
    (most, pairs) => (most === null || pairs === null ? null : Math.max(most, pairs)),
    0,
  )
}

const planOptions = ({
  concern = 1.05,
  confirmAlpha = 0.05,
  leastRatio = 1.02,
  power = 0.95,
  seed,
}: RealGateOptions) => ({
  ratio: concern,
  confirmAlpha,
  leastRatio,
  power,
  seed,
})
