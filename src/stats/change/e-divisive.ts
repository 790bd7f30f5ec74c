import { openUnit, StatisticsError, wholeNumber } from '../errors.ts'
import { type Generator, generator, shuffle } from '../generator.ts'
import { bestSplit } from './energy-split.ts'

/** Options of `changePoints`. */
export type ChangePointOptions = {
  /** Largest permutation p at which a change point is kept; 0.01. */
  readonly significance?: number
  /** Random permutations a test; 499 (p in steps of 1/500). */
  readonly permutations?: number
  /** Fewest points on either side of a change; 3. */
  readonly leastSegment?: number
  readonly seed?: number
}

/** A place where the distribution of a series changes. */
export type ChangePoint = {
  /** Zero-based index of the first point of the new regime. */
  readonly index: number
  /** Permutation p of this change given those found before it. */
  readonly p: number
  /** Means of the regimes before and after, up to the neighbouring change points. */
  readonly before: number
  readonly after: number
}

/**
 * Change points by E-divisive (D. S. Matteson & N. A. James 2014, JASA 109; for benchmark histories D. Daly et al. 2020,
 * ICPE): the split with the largest energy distance over all segments is kept while a permutation test within segments
 * finds it significant. Sensitive to any change of distribution, without a model of it. Permutations assume that points
 * of one regime are exchangeable: a slow drift is reported as steps.
 *
 * O(n log n) a permutation; 2,000 points take a fraction of a second a change. Ascending by index.
 */
export function changePoints(series: readonly number[], options: ChangePointOptions = {}): ChangePoint[] {
  const significance = openUnit('significance', options.significance ?? 0.01)
  const permutations = wholeNumber('permutations', options.permutations ?? 499, 1)
  const least = wholeNumber('leastSegment', options.leastSegment ?? 3, 2)
  for (const x of series) if (!Number.isFinite(x)) throw new StatisticsError('series', 'finite numbers', x)
  if (significance * (permutations + 1) < 1)
    throw new StatisticsError(
      'permutations',
      `at least ${Math.ceil(1 / significance) - 1} for significance ${significance}`,
      permutations,
    )
  const uniform = generator(options.seed ?? 1)
  // Distances do not depend on the origin; running sums keep their digits when values lie around 0.
  const centre = mean(Float64Array.from(series))
  const values = Float64Array.from(series, (x) => x - centre)
  const bounds = [0, values.length]
  const found = new Map<number, number>()
  for (;;) {
    const split = largestSplit(values, bounds, least)
    if (split === null) break
    const p = permutationP(values, bounds, least, split.energy, { permutations, significance, uniform })
    if (p > significance) break
    found.set(split.index, p)
    bounds.push(split.index)
    bounds.sort((x, y) => x - y)
  }
  return bounds.slice(1, -1).map((index, i) => ({
    index,
    p: found.get(index)!,
    before: centre + mean(values.subarray(bounds[i]!, index)),
    after: centre + mean(values.subarray(index, bounds[i + 2]!)),
  }))
}

type Split = { readonly index: number; readonly energy: number }

function largestSplit(values: Float64Array, bounds: readonly number[], least: number): Split | null {
  let largest: Split | null = null
  for (let i = 0; i + 1 < bounds.length; i++) {
    const from = bounds[i]!
    const split = bestSplit(values.subarray(from, bounds[i + 1]!), least)
    if (split !== null && split.energy > (largest?.energy ?? 0))
      largest = { index: from + split.index, energy: split.energy }
  }
  return largest
}

function permutationP(
  values: Float64Array,
  bounds: readonly number[],
  least: number,
  energy: number,
  test: { readonly permutations: number; readonly significance: number; readonly uniform: Generator },
): number {
  const shuffled = values.slice()
  let reached = 1
  for (let b = 1; b <= test.permutations; b++) {
    for (let i = 0; i + 1 < bounds.length; i++) shuffle(shuffled.subarray(bounds[i]!, bounds[i + 1]!), test.uniform)
    if ((largestSplit(shuffled, bounds, least)?.energy ?? 0) >= energy * (1 - 1e-9)) reached++
    // Once significance is out of reach the rest of the permutations cannot change the answer.
    if (reached > test.significance * (test.permutations + 1)) return reached / (b + 1)
  }
  return reached / (test.permutations + 1)
}

const mean = (values: Float64Array): number => values.reduce((a, x) => a + x, 0) / values.length
