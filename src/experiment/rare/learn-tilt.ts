import { isChangeFailure } from '../../model/outcome.ts'
import type { Scenario } from '../../model/scenario.ts'
import { NO_TILT, type Tilt } from '../../world/sim/rare/tilt.ts'
import { inOrder } from '../in-order.ts'
import { deploymentsPerStretch, warmUpPerStretch } from '../stretch.ts'
import type { StretchRunner } from '../stretch-runner.ts'
import { fitTilt, type Observed } from './fit-tilt.ts'
import { FIRST_PILOT_STRETCH } from './rare-stretches.ts'

/** Rounds of learning, and the least deployments of each. */
const ROUNDS = [
  { tilted: false, deployments: 1 },
  { tilted: true, deployments: 80 },
  { tilted: true, deployments: 80 },
] as const

/** What was learnt, and what it took. */
export interface Learnt {
  readonly tilt: Tilt
  /** Deployments that were simulated for it, warm-up included. */
  readonly simulated: number
  /** Change failures among them. */
  readonly failures: number
}

/**
 * Finds the tilt of a scenario: a first stretch shows which causes it has, two rounds of tilted ones which of them lead to
 * failures past which guards. All deployments of these stretches are tilted at once, which is quick and not exact: they
 * disturb each other. That is harmless, because they only choose the tilt and are not counted.
 */
export async function learnTilt(
  runner: StretchRunner,
  scenario: Scenario,
  { seed, signal, index = 0 }: { seed: number; signal?: AbortSignal | undefined; index?: number | undefined },
): Promise<Learnt> {
  const size = deploymentsPerStretch(scenario)
  let observed: Observed[] = []
  let tilt: Tilt = NO_TILT
  let stretch = FIRST_PILOT_STRETCH
  for (const [round, { tilted, deployments }] of ROUNDS.entries()) {
    const tasks = Array.from({ length: Math.ceil(deployments / size) }, () => ({
      ...{ scenario: index, seed, stretch: stretch++, counted: size, recorded: [] },
      tilted: { tilt: tilted ? tilt : NO_TILT },
    }))
    const seen: Observed[] = []
    for await (const { result } of inOrder(runner, tasks, signal)) {
      for (const [i, row] of result.rows.entries())
        seen.push({ weight: row.weight!, failed: isChangeFailure(row.outcome), tally: result.tallies![i]! })
    }
    observed = round === 0 ? seen.map((one) => ({ ...one, failed: false })) : [...observed, ...seen]
    tilt = fitTilt(observed, round === 0 ? undefined : tilt.guards)
  }
  return {
    tilt,
    simulated: (stretch - FIRST_PILOT_STRETCH) * (size + warmUpPerStretch(scenario)),
    failures: observed.filter(({ failed }) => failed).length,
  }
}
