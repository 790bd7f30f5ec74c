import type { Ratio } from '../../../model/units.ts'

/** What becomes of calls that are tried again. */
export interface Retried {
  /** Attempts for each first call. */
  attempts: number
  /** Share of the calls that fail in the end. */
  failed: Ratio
}

/**
 * Calls whose attempts fail with probability `failing`, each for itself, tried again `retries` times at most, with no more
 * retries than `budget` times the first calls. Within the budget the attempts are the geometric sum 1 + q + … + q^r; beyond it
 * each failed attempt is tried again only with the probability that keeps to it. Writes into `into`, which saves an object.
 */
export function retried(failing: Ratio, retries: number, budget: number, into: Retried): Retried {
  let again = geometric(failing, retries)
  let x = failing
  if (again > budget) {
    x = solve(budget, retries, failing)
    again = geometric(x, retries)
  }
  into.attempts = 1 + again
  into.failed = 1 - (1 - failing) * (1 + again)
  if (into.failed < 0) into.failed = 0
  return into
}

/** x + x² + … + x^n. */
function geometric(x: number, n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) sum = x * (1 + sum)
  return sum
}

/** The x in [0, high] whose sum is `sum`. */
function solve(sum: number, n: number, high: number): number {
  let low = 0
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (geometric(middle, n) <= sum) low = middle
    else high = middle
  }
  return low
}
