/**
 * How a deployment ended.
 *
 * - `succeeded`: healthy in the last region, and nothing was found wrong until the observation ended. That is what the pipeline
 *   knows: something that is wrong and that nobody noticed is told apart from it (`unnoticed` in rows and reports).
 * - `self-healed`: a fault landed and was over by then, or something reacted to it; no person acted, and the goal was reached.
 * - `blocked`: a gate stopped it before production.
 * - `rolled-back`: the pipeline's own policy (at once, or after one approval) brought the revision before back.
 * - `failed`: a person had to repair production, which includes a roll-back typed by hand.
 */
export const OUTCOMES = ['succeeded', 'self-healed', 'blocked', 'rolled-back', 'failed'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Did it get to production? Everything but `blocked` did. */
export const reachedProduction = (outcome: Outcome): boolean => outcome !== 'blocked'
/** Counts towards the change failure rate (of those that reached production). */
export const isChangeFailure = (outcome: Outcome): boolean => outcome === 'rolled-back' || outcome === 'failed'
/** Counts towards the pipeline failure rate (of all). */
export const isPipelineFailure = (outcome: Outcome): boolean => outcome === 'blocked' || isChangeFailure(outcome)
