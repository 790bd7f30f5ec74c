import { openUnit } from '../errors.ts'
import type { Claim, Verdict } from '../verdict/verdict.ts'
import { lookConfidence, nextLook } from './spending.ts'

/** What a look at the data so far found about a claim. */
export type ClaimLook = {
  /** Decided (pass or fail) at this look's confidence. */
  readonly decided: boolean
  readonly verdict: Verdict
  /** Observations to have at the next look; equal to n when decided. */
  readonly next: number
}

/**
 * Look number `look` (from 1) of a sequence that stops when a claim passes or fails. Each look decides at `lookConfidence`,
 * so a wrong pass has at most the probability 1 − confidence over the whole sequence, and so has a wrong fail. Bounds that
 * were checked at full confidence after every batch would err several times as often.
 *
 * @param verdictAt the verdict of the data so far on the claim at the confidence it carries (claimRate, claimMean, …)
 */
export function claimLook(verdictAt: (claim: Claim) => Verdict, claim: Claim, n: number, look: number): ClaimLook {
  const confidence = lookConfidence(openUnit('confidence', claim.confidence ?? 0.95), look)
  const verdict = verdictAt({ ...claim, confidence })
  if (verdict.status !== 'inconclusive') return { decided: true, verdict, next: n }
  // The next look has another confidence: what it needs is asked at that one. Decided already there, it needs no more.
  const ahead = verdictAt({ ...claim, confidence: lookConfidence(claim.confidence ?? 0.95, look + 1) })
  const needed = ahead.status === 'inconclusive' ? ahead.needed : 0
  return { decided: false, verdict, next: nextLook(Math.max(1, n), needed === null ? null : n + needed) }
}
