import type { Clusters } from '../clusters.ts'
import { openUnit } from '../errors.ts'
import type { Inference } from '../estimate.ts'
import { inferMean, type MeanOptions } from '../mean/mean.ts'
import { decide } from './decide.ts'
import { neededForReach } from './needed.ts'
import type { Claim, Verdict } from './verdict.ts'

/** A claim about the mean of clustered observations; see `claimLocation` for `needed`. */
export function claimMean(clusters: Clusters, claim: Claim, options: Omit<MeanOptions, 'confidence'> = {}): Verdict {
  return claimLocation(inferMean(clusters, options), claim)
}

/**
 * A claim about any statistic whose interval shrinks with 1/√n. `needed` is the number of further observations after which
 * the claim is decided (either way) if the estimate stays where it is; null when the estimate sits on the limit or has no
 * interval.
 */
export function claimLocation(inference: Inference, claim: Claim): Verdict {
  const confidence = openUnit('confidence', claim.confidence ?? 0.95)
  const bounds = { lower: inference.limit(1 - confidence), upper: inference.limit(confidence) }
  return decide(claim, confidence, bounds, () => {
    const { value, n } = inference
    if (value === null) return null
    const facing = value < claim.limit ? bounds.upper : bounds.lower
    return facing === null ? null : neededForReach(n, Math.abs(facing - value), Math.abs(claim.limit - value))
  })
}
