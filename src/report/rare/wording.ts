import type { RareFailures } from '../../model/rare-failures.ts'
import { exact, whole } from '../format/number.ts'
import { formatShare, formatWithInterval } from '../format/quantity.ts'

/** What the samples rest on: `207 samples, 138 failed; effective sample size 34, effective failures 107, mean weight 1.11`. */
export const samplesText = (rare: RareFailures): string =>
  `${whole(rare.rate.n)} samples, ${whole(rare.failures)} failed; effective sample size ${whole(rare.effectiveSampleSize)}, effective failures ${whole(rare.effectiveFailures)}, mean weight ${exact(Number(rare.meanWeight.toPrecision(3)))} (expected 1)`

/** What it would have taken without importance sampling. */
export function worthText({ worth, speedUp, simulated }: RareFailures): string {
  if (worth === null || speedUp === null) return `${whole(simulated)} deployments simulated`
  const times = exact(Number(speedUp.toPrecision(2)))
  return `as precise as ${whole(worth)} plain deployments, for ${whole(simulated)} simulated: ${times} times cheaper`
}

/** Root causes with their share of all failures, the most frequent first. */
export const causesText = ({ causes }: RareFailures): string =>
  causes.map(({ cause, share }) => `${cause} ${formatShare(share, 1)}`).join(', ')

/** The rate with its interval. */
export const rateText = ({ rate }: RareFailures): string => formatWithInterval(rate, 'ratio')

/** Mean recovery of the failures that were sampled. */
export const recoveryText = ({ recovery }: RareFailures): string | null =>
  recovery === null ? null : formatWithInterval(recovery, 'ms')
