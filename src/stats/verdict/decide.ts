import type { Bound, Claim, Verdict } from './verdict.ts'

/**
 * The arithmetic of a claim, whatever the statistic. For `atMost`: the upper bound meets the limit → pass; the lower one
 * violates it → fail; else inconclusive with `needed()`. A bound that is null decides nothing.
 */
export function decide(
  claim: Claim,
  confidence: number,
  bounds: { readonly lower: number | null; readonly upper: number | null },
  needed: () => number | null,
): Verdict {
  const { limit } = claim
  const upper: Bound = { side: 'upper', confidence, value: bounds.upper }
  const lower: Bound = { side: 'lower', confidence, value: bounds.lower }
  const [proof, refutation] = claim.comparison === 'atMost' ? [upper, lower] : [lower, upper]
  const meets = (x: number): boolean => (claim.comparison === 'atMost' ? x <= limit : x >= limit)
  if (proof.value !== null && meets(proof.value)) return { status: 'pass', bound: proof, needed: null }
  if (refutation.value !== null && !meets(refutation.value)) return { status: 'fail', bound: refutation, needed: null }
  return { status: 'inconclusive', bound: proof, needed: needed() }
}
