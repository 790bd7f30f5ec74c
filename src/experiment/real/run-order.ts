import { generator } from '../../stats/index.ts'

/** One piece of real work: a stretch of a scenario. */
export interface RealTask {
  /** Index of the scenario. */
  readonly scenario: number
  readonly stretch: number
}

/**
 * Repetition by repetition, the scenarios of each in a random order of its own (Fisher and Yates): what drifts while a machine is
 * measured for hours then hits no scenario more than another. The order depends on the seed alone, and is fixed before the first result.
 */
export function interleavedOrder(scenarios: number, repetitions: number, seed: number): readonly RealTask[] {
  const uniform = generator(seed)
  return Array.from({ length: repetitions }, (_, stretch) => {
    const order = Array.from({ length: scenarios }, (_, scenario) => ({ scenario, stretch }))
    for (let last = order.length - 1; last > 0; last--) {
      const other = Math.floor(uniform() * (last + 1))
      const kept = order[last]!
      order[last] = order[other]!
      order[other] = kept
    }
    return order
  }).flat()
}
