import { wholeNumber } from '../errors.ts'
import { generator } from '../generator.ts'

/** Which of a pair's two runs goes first. */
export type PairOrder = 'baseline-first' | 'candidate-first'

/**
 * A random order for each of `pairs` interleaved pairs, by independent coin tosses: what makes `decideRealGate` exact. Take
 * the seed from outside (it must not depend on the results) and record it.
 */
export function randomPairOrder(pairs: number, seed: number): PairOrder[] {
  const uniform = generator(seed)
  return Array.from({ length: wholeNumber('pairs', pairs) }, () =>
    uniform() < 0.5 ? 'baseline-first' : 'candidate-first',
  )
}
