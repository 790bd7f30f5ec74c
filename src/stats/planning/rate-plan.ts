import { openUnit, wholeNumber } from '../errors.ts'
import { upperRate } from '../rate/clopper-pearson.ts'
import { binomialCdf } from '../special/binomial.ts'

/**
 * The fewest independent deployments after which `failures` failures still allow the claim "rate at most `limit`" at
 * one-sided `confidence` (Clopper–Pearson): 998, 1580, 2097, 2583, 3049, 3502 for 0 … 5 failures at 0.3 % and 95 %.
 */
export function deploymentsForClaim(limit: number, failures = 0, confidence = 0.95): number {
  openUnit('limit', limit)
  openUnit('confidence', confidence)
  wholeNumber('failures', failures)
  let low = failures
  let high = Math.max(1, failures + 1)
  while (upperRate(failures, high, confidence) > limit) {
    low = high
    high *= 2
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (upperRate(failures, middle, confidence) <= limit) high = middle
    else low = middle
  }
  return high
}

/** The rule of three: after n trials without an event its rate is at most about 3/n at 95 % (J. A. Hanley 1983, JAMA 249). */
export function ruleOfThree(n: number): number {
  return Math.min(1, 3 / wholeNumber('n', n, 1))
}

/** The chance that `n` independent deployments with true failure rate `rate` end in the claim "at most `limit`". */
export function powerOfClaim(limit: number, n: number, rate: number, confidence = 0.95): number {
  wholeNumber('n', n, 1)
  if (upperRate(0, n, confidence) > limit) return 0
  let low = 0
  let high = n
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (upperRate(middle, n, confidence) <= limit) low = middle
    else high = middle
  }
  return binomialCdf(low, n, rate)
}
