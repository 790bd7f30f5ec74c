import { openUnit, StatisticsError } from '../errors.ts'
import { lowerRate, upperRate } from '../rate/clopper-pearson.ts'
import type { RateEstimate } from '../rate/rate.ts'
import { decide } from './decide.ts'
import { smallestEnough } from './needed.ts'
import type { Claim, Verdict } from './verdict.ts'

/**
 * A claim about a rate, by exact one-sided bounds (Clopper–Pearson) at the estimate's effective n.
 *
 * `needed` is the fewest further deployments with which the claim would pass if none of them had the event (for `atLeast`:
 * all of them), at the design effect seen so far: 998 in total for "at most 0.3 % at 95 %" without a failure, 1,580 with
 * one. When a single stretch leaves the design effect unknown, the verdict is inconclusive and `needed` null.
 */
export function claimRate(estimate: Pick<RateEstimate, 'count' | 'n' | 'effectiveN'>, claim: Claim): Verdict {
  const confidence = openUnit('confidence', claim.confidence ?? 0.95)
  if (!(claim.limit >= 0 && claim.limit <= 1)) throw new StatisticsError('limit', 'a rate from 0 to 1', claim.limit)
  const { n, effectiveN } = estimate
  if (effectiveN === null) return decide(claim, confidence, { lower: null, upper: null }, () => null)
  const weight = n === 0 ? 1 : effectiveN / n
  const count = estimate.count * weight
  const bounds = {
    lower: lowerRate(count, effectiveN, confidence),
    upper: n === 0 ? 1 : upperRate(count, effectiveN, confidence),
  }
  return decide(claim, confidence, bounds, () =>
    smallestEnough((m) => {
      const total = effectiveN + m * weight
      return claim.comparison === 'atMost'
        ? upperRate(count, total, confidence) <= claim.limit
        : lowerRate(count + m * weight, total, confidence) >= claim.limit
    }),
  )
}
