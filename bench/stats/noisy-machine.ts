import type { RunPair } from '../../src/stats/gate/real-gate.ts'
import { randomPairOrder } from '../../src/stats/index.ts'
import type { Draws } from './draws.ts'

/** A machine as CI has them: noise of each run, a drift that outlasts runs, and now and then a run gone wrong. */
export type Machine = {
  /** Standard deviation of a run's log duration. */
  readonly noise: number
  /** AR(1) drift of the log duration between consecutive runs: coefficient and stationary standard deviation. */
  readonly drift: { readonly coefficient: number; readonly sd: number }
  /** Share of runs with a spike, and how much slower those are, up to. */
  readonly spikes: { readonly share: number; readonly upTo: number }
}

/** The null model: 5 % noise, AR(1) drift, 5 % spikes. */
export const ciMachine: Machine = {
  noise: 0.05,
  drift: { coefficient: 0.9, sd: 0.1 },
  spikes: { share: 0.05, upTo: 0.5 },
}

/** Durations of runs one after another on a machine; `slowdown` is the run's own factor. */
export function runner(draws: Draws, machine: Machine): (slowdown: number) => number {
  const { coefficient, sd } = machine.drift
  let drift = sd * draws.normal()
  return (slowdown) => {
    drift = coefficient * drift + sd * Math.sqrt(1 - coefficient ** 2) * draws.normal()
    const spike = draws.uniform() < machine.spikes.share ? 1 + machine.spikes.upTo * draws.uniform() : 1
    return 100 * slowdown * spike * Math.exp(drift + machine.noise * draws.normal())
  }
}

/** Interleaved pairs in random order, the candidate slower by `ratio`. */
export function interleavedPairs(
  draws: Draws,
  machine: Machine,
  pairs: number,
  ratio: number,
  seed: number,
): RunPair[] {
  const run = runner(draws, machine)
  return randomPairOrder(pairs, seed).map((order) => {
    if (order === 'baseline-first') {
      const baseline = run(1)
      return { baseline, candidate: run(ratio) }
    }
    const candidate = run(ratio)
    return { baseline: run(1), candidate }
  })
}

/** What a naive CI does: all baseline runs first, then all candidate runs, and the ratio of their means. */
export function blockRatio(draws: Draws, machine: Machine, runs: number, ratio: number): number {
  const run = runner(draws, machine)
  const mean = (slowdown: number) => Array.from({ length: runs }, () => run(slowdown)).reduce((a, x) => a + x, 0) / runs
  const baseline = mean(1)
  return mean(ratio) / baseline
}
