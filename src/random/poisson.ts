import { logGamma } from './gamma.ts'

/** Up to here the probability of zero is far from underflow and counting up from it is quick. */
const COUNT_UP_TO = 64
const NEGLIGIBLE = 1e-20

/** The smallest count whose cumulative Poisson probability reaches `u`, for a `mean` of 0 or more and `u` in (0, 1). */
export function poissonQuantile(mean: number, u: number): number {
  if (mean === 0) return 0
  return mean <= COUNT_UP_TO ? countUp(mean, u, 0, Math.exp(-mean), 0) : fromMode(mean, u)
}

/** Counts up from `k`, whose probability is `term`, given the probability `below` of all smaller counts. */
function countUp(mean: number, u: number, k: number, term: number, below: number): number {
  let count = k
  let probability = term
  let cumulative = below + probability
  while (cumulative < u && probability > 0) {
    probability *= mean / ++count
    cumulative += probability
  }
  return count
}

function fromMode(mean: number, u: number): number {
  const mode = Math.floor(mean)
  const atMode = Math.exp(mode * Math.log(mean) - mean - logGamma(mode + 1))
  let first = mode
  let term = atMode
  while (first > 0 && term > NEGLIGIBLE) term *= first-- / mean
  return countUp(mean, u, first, term, 0)
}
