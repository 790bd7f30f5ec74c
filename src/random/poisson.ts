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
  let first = Math.floor(mean)
  let term = probabilityOfMode(first, mean)
  while (first > 0 && term > NEGLIGIBLE) term *= first-- / mean
  return countUp(mean, u, first, term, 0)
}

/**
 * The Poisson probability of the integer just below a large mean, by the saddle-point form of C. Loader, "Fast and accurate
 * computation of binomial probabilities" (2000), which keeps the digits that the difference of two large logarithms would lose.
 */
function probabilityOfMode(mode: number, mean: number): number {
  const stirlingError = 1 / (12 * mode) - 1 / (360 * mode ** 3) + 1 / (1260 * mode ** 5)
  const excess = (mean - mode) / mode
  const deviance = mode * (excess - Math.log1p(excess))
  return Math.exp(-stirlingError - deviance) / Math.sqrt(2 * Math.PI * mode)
}
