import type { Clusters } from '../clusters.ts'
import { openUnit } from '../errors.ts'
import { inferQuantile } from '../quantile/quantile.ts'
import { lowerRate, upperRate } from '../rate/clopper-pearson.ts'
import { decide } from './decide.ts'
import { smallestEnough } from './needed.ts'
import type { Claim, Verdict } from './verdict.ts'

/**
 * A claim about the q-quantile of clustered observations, by order-statistic bounds. "P95 at most L" is the same as "at
 * most 5 % exceed L", so `needed` is the number of further observations after which that rate is decided, either way, if
 * the share of exceedances stays what it is (59 in total for a P95 at 95 % when none exceeds); null when that share is
 * exactly the one claimed, or with a single stretch.
 */
export function claimQuantile(clusters: Clusters, q: number, claim: Claim): Verdict {
  const confidence = openUnit('confidence', claim.confidence ?? 0.95)
  const inference = inferQuantile(clusters, q)
  const bounds = { lower: inference.limit(1 - confidence), upper: inference.limit(confidence) }
  return decide(claim, confidence, bounds, () => {
    const { n, designEffect } = inference
    if (n > 0 && designEffect === null) return null
    const violates = (x: number): boolean => (claim.comparison === 'atMost' ? x > claim.limit : x < claim.limit)
    const allowed = claim.comparison === 'atMost' ? 1 - q : q
    const share = n === 0 ? 0 : clusters.reduce((k, cluster) => k + cluster.filter(violates).length, 0) / n
    if (share === allowed) return null
    return smallestEnough((m) => {
      const effective = (n + m) / (designEffect ?? 1)
      return share < allowed
        ? upperRate(share * effective, effective, confidence) <= allowed + 1e-12
        : lowerRate(share * effective, effective, confidence) > allowed
    })
  })
}
