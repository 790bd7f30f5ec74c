import { decideRealGate, type GateDecision, planPairs } from '../../src/stats/index.ts'
import type { Draws } from './draws.ts'
import { interleavedPairs, type Machine } from './noisy-machine.ts'

/** The level of the trial, from the issue. */
export const ALPHA = 0.005

/** Pairs a stage from a pilot of equal versions on the machine: what a team would do before switching the gate on. */
export function plannedPairs(draws: Draws, machine: Machine, pilotPairs = 40): { pairs: number; power: number } {
  const pilot = interleavedPairs(draws, machine, pilotPairs, 1, 99).map((p) => Math.log(p.candidate / p.baseline))
  const { pairs, power } = planPairs({ pilot }, { ratio: 1.05, alpha: ALPHA })
  if (pairs === null) throw new Error(`no feasible plan on this machine (power ${power})`)
  return { pairs, power }
}

/** One whole comparison: first pairs, and fresh ones when the first alarm asks for them. */
export function compare(
  draws: Draws,
  machine: Machine,
  pairs: number,
  ratio: number,
  seed: number,
): { first: GateDecision; final: GateDecision } {
  const metric = { name: 'duration', pairs: interleavedPairs(draws, machine, pairs, ratio, 2 * seed) }
  const first = decideRealGate([metric], { alpha: ALPHA })
  if (first.status !== 'to-confirm') return { first, final: first }
  const fresh = interleavedPairs(draws, machine, pairs, ratio, 2 * seed + 1)
  return { first, final: decideRealGate([{ ...metric, fresh }], { alpha: ALPHA }) }
}

/** How many of `comparisons` comparisons alarmed at first, and ended in each status. */
export function trial(draws: Draws, machine: Machine, pairs: number, ratio: number, comparisons: number) {
  const counts = { firstAlarms: 0, regression: 0, pass: 0, inconclusive: 0 }
  for (let i = 0; i < comparisons; i++) {
    const { first, final } = compare(draws, machine, pairs, ratio, i + 1)
    if (first.status === 'to-confirm') counts.firstAlarms++
    if (final.status !== 'to-confirm') counts[final.status]++
  }
  return counts
}
