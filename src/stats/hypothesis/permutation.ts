import { StatisticsError } from '../errors.ts'
import { type Generator, generator, shuffle } from '../generator.ts'
import { type Alternative, pValue, type TestResult } from './signed-rank.ts'

/** Options of the permutation tests. */
export type PermutationOptions = {
  readonly alternative?: Alternative
  /** Random permutations when there are too many to go through; p is then at least 1 / (permutations + 1). */
  readonly permutations?: number
  readonly seed?: number
}

/** Below this many arrangements all of them are gone through and p is exact. */
const MOST_TO_ENUMERATE = 1 << 16

/**
 * Do paired differences have mean 0? Signs are flipped independently (R. A. Fisher 1935, The Design of Experiments, §21);
 * `statistic` is the mean. Exact up to 16 differences, else by random flips with p = (k + 1) / (B + 1) (B. Phipson & G. K.
 * Smyth 2010), which is never 0.
 */
export function pairedPermutation(differences: readonly number[], options: PermutationOptions = {}): TestResult {
  const n = differences.length
  if (n === 0) throw new StatisticsError('differences', 'at least one', 'none')
  const observed = differences.reduce((a, d) => a + d, 0)
  const exact = 2 ** n <= MOST_TO_ENUMERATE
  const counter = new TailCounter(
    observed,
    differences.reduce((a, d) => a + Math.abs(d), 0),
  )
  if (exact) {
    for (let signs = 0; signs < 2 ** n; signs++) {
      let sum = 0
      for (let i = 0; i < n; i++) sum += (signs >> i) & 1 ? differences[i]! : -differences[i]!
      counter.add(sum)
    }
  } else {
    const uniform = generator(options.seed ?? 1)
    sample(options, counter, () => differences.reduce((sum, d) => sum + (uniform() < 0.5 ? d : -d), 0))
  }
  return { statistic: observed / n, p: pValue(counter.tails(), options.alternative ?? 'two-sided'), exact }
}

/**
 * Do two independent samples have the same mean? Group labels are permuted; `statistic` is mean(b) − mean(a). Exact when
 * there are at most 65,536 ways to divide the values, else by random divisions, p as in `pairedPermutation`.
 */
export function twoSamplePermutation(
  a: readonly number[],
  b: readonly number[],
  options: PermutationOptions = {},
): TestResult {
  if (a.length === 0 || b.length === 0) throw new StatisticsError('samples', 'two samples with values', 'an empty one')
  const pooled = Float64Array.from([...a, ...b])
  const sumB = b.reduce((x, y) => x + y, 0)
  const total = a.reduce((x, y) => x + y, sumB)
  const exact = divisions(pooled.length, b.length) <= MOST_TO_ENUMERATE
  // With the pooled values fixed, the difference of means rises with the sum of b: counting sums is counting differences.
  const counter = new TailCounter(
    sumB,
    pooled.reduce((x, y) => x + Math.abs(y), 0),
  )
  if (exact) sumsOfChoices(pooled, b.length, (sum) => counter.add(sum))
  else sample(options, counter, shuffledSum(pooled, b.length, generator(options.seed ?? 1)))
  const statistic = sumB / b.length - (total - sumB) / a.length
  return { statistic, p: pValue(counter.tails(), options.alternative ?? 'two-sided'), exact }
}

/** Counts how many arrangements lie at or beyond the observed sum, tolerant of the rounding of sums in another order. */
class TailCounter {
  readonly #observed: number
  readonly #slack: number
  #all = 0
  #atMost = 0
  #atLeast = 0

  constructor(observed: number, magnitude: number) {
    this.#observed = observed
    this.#slack = magnitude * 1e-12
  }

  add(sum: number): void {
    this.#all++
    if (sum <= this.#observed + this.#slack) this.#atMost++
    if (sum >= this.#observed - this.#slack) this.#atLeast++
  }

  tails(): { atMost: number; atLeast: number } {
    return { atMost: this.#atMost / this.#all, atLeast: this.#atLeast / this.#all }
  }

  get observed(): number {
    return this.#observed
  }
}

function sample(options: PermutationOptions, counter: TailCounter, draw: () => number): void {
  // The arrangement that was observed is one of those that the null hypothesis makes equally likely: it counts too.
  counter.add(counter.observed)
  for (let b = 0; b < (options.permutations ?? 9_999); b++) counter.add(draw())
}

function shuffledSum(pooled: Float64Array, size: number, uniform: Generator): () => number {
  return () => {
    shuffle(pooled, uniform)
    let sum = 0
    for (let i = 0; i < size; i++) sum += pooled[i]!
    return sum
  }
}

function divisions(n: number, k: number): number {
  let ways = 1
  for (let i = 1; i <= k; i++) ways *= (n - k + i) / i
  return ways
}

function sumsOfChoices(values: Float64Array, size: number, visit: (sum: number) => void, from = 0, sum = 0): void {
  if (size === 0) {
    visit(sum)
    return
  }
  for (let i = from; i <= values.length - size; i++) sumsOfChoices(values, size - 1, visit, i + 1, sum + values[i]!)
}
