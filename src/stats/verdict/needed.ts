const MOST = 1e9

/**
 * The smallest m in 1 … 10⁹ for which `enough(m)` holds, given that it holds for all larger ones once it does; null when it
 * does not hold up to there (a sample size that nobody will reach is no advice).
 */
export function smallestEnough(enough: (m: number) => boolean): number | null {
  let high = 1
  while (!enough(high)) {
    if (high >= MOST) return null
    high *= 2
  }
  let low = Math.floor(high / 2)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (enough(middle)) high = middle
    else low = middle
  }
  return high
}

/**
 * Observations still needed for an interval end to come within `gap` of the estimate, when it now lies `reach` away from it
 * after n observations and shrinks with 1/√n. Null when there is no gap to aim for.
 */
export function neededForReach(n: number, reach: number, gap: number): number | null {
  if (!(gap > 0) || !Number.isFinite(reach)) return null
  const needed = Math.ceil(n * ((reach / gap) ** 2 - 1))
  return needed > MOST ? null : Math.max(1, needed)
}
