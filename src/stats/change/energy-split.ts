import { RankSums, ranksOf } from './rank-sums.ts'

/**
 * The split of a segment with the largest energy statistic mn/(m + n) · (2·mean|x − y| − mean|x − x'| − mean|y − y'|)
 * (G. J. Székely & M. L. Rizzo 2013; Matteson & James 2014, eq. 5–7 with exponent 1): x the m points before it, y the n
 * points from `index` on. Null when the segment is too short for `least` points on both sides. O(n log n): moving one
 * point across the split changes the sums by its distances to either side, which order-statistic trees give.
 */
export function bestSplit(segment: Float64Array, least: number): { index: number; energy: number } | null {
  const total = segment.length
  if (total < 2 * least) return null
  const ranks = ranksOf(segment)
  const left = new RankSums(segment, ranks)
  const right = new RankSums(segment, ranks)
  for (let i = 0; i < total; i++) right.add(i)
  let withinLeft = 0
  let withinRight = 0
  for (let i = 0; i < total; i++) withinRight += right.distance(i)
  withinRight /= 2
  const all = withinRight
  let best: { index: number; energy: number } | null = null
  for (let i = 0; i < total - least; i++) {
    withinRight -= right.distance(i)
    right.remove(i)
    withinLeft += left.distance(i)
    left.add(i)
    const m = i + 1
    const n = total - m
    if (m < least) continue
    const between = all - withinLeft - withinRight
    const energy =
      ((m * n) / (m + n)) *
      ((2 * between) / (m * n) - (2 * withinLeft) / (m * (m - 1)) - (2 * withinRight) / (n * (n - 1)))
    if (best === null || energy > best.energy) best = { index: m, energy }
  }
  return best
}
