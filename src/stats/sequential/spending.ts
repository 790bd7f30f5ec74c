import { wholeNumber } from '../errors.ts'

/**
 * The share of the error rate α that look number `look` (1, 2, 3 …) may spend: 0.1, 0.7, 0.1, 0.05, 0.025 … They add up to
 * 1, so intervals at confidence 1 − share·α hold at all looks at once (Bonferroni), whichever of them the data choose to
 * stop at, for any statistic and any dependence. Most goes to the second look, because the first is a pilot that sets the
 * size of the second and few plans need a third; the price is a look at 1 − 0.7α instead of 1 − α, about 15 % more
 * deployments than a fixed sample size known beforehand. (Spending: K. K. G. Lan & D. L. DeMets 1983, Biometrika 70.)
 */
export function spendingShare(look: number): number {
  wholeNumber('look', look, 1)
  if (look === 1) return 0.1
  if (look === 2) return 0.7
  return 0.1 * 2 ** (3 - look)
}

/** The confidence to use at look `look` so that the whole sequence has `confidence`. */
export function lookConfidence(confidence: number, look: number): number {
  return 1 - (1 - confidence) * spendingShare(look)
}

/** Total sample size for the next look: `planned` with a tenth on top, between 1.25 and 100 times what there is. */
export function nextLook(n: number, planned: number | null): number {
  const aim = planned === null || !Number.isFinite(planned) ? 2 * n : 1.1 * planned
  return Math.ceil(Math.min(100 * n, Math.max(1.25 * n, aim)))
}
