import { scenarioHash } from '../analysis/index.ts'
import type { ScenarioElasticities } from '../model/elasticities.ts'
import type { Scenario } from '../model/scenario.ts'
import { chooseRunner } from './choose-runner.ts'
import { planStretches } from './plan.ts'
import { DEFAULT_RUNS } from './run-scenario.ts'
import { simulateChanged, stretchesToRepeat } from './sensitivity/changed.ts'
import { elasticitiesOf } from './sensitivity/elasticity.ts'
import { type Nudged, nudgedConstants } from './sensitivity/nudges.ts'
import { simulateUnchanged, type UnchangedStretch } from './sensitivity/unchanged.ts'

/** Constants are multiplied and divided by this unless the caller says otherwise. */
export const DEFAULT_FACTOR = 1.1

/** How elasticities are computed. Everything but `seed`, `runs` and `factor` leaves them as they are. */
export interface SensitivityOptions {
  /** 1 unless given. */
  readonly seed?: number | undefined
  /** Measured deployments of each run; {@link DEFAULT_RUNS} unless given. */
  readonly runs?: number | undefined
  /** Above 1; {@link DEFAULT_FACTOR} unless given. */
  readonly factor?: number | undefined
  /** Threads; the machine's processors unless given. */
  readonly workers?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Called with the deployments that were simulated, of those that are to be: the scenario's own, then each constant's. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Elasticities of the headline figures to every assumed constant of the scenario, each from two runs with a little less
 * and a little more of it and the same random numbers. A stretch that does not read a constant is not simulated again.
 * Null when the signal stopped it. Same arguments, same figures.
 */
export async function sensitivity(
  scenario: Scenario,
  options: SensitivityOptions = {},
): Promise<ScenarioElasticities | null> {
  const { seed = 1, runs = DEFAULT_RUNS, factor = DEFAULT_FACTOR, signal } = options
  const constants = nudgedConstants(scenario, factor)
  const work = runs * (1 + 2 * constants.length)
  await using runner = chooseRunner({ scenarios: [scenario], runs: work, workers: options.workers })
  const base = await simulateUnchanged({ runner, scenario, seed, runs, signal }, constants)
  const stretches = planStretches(scenario, runs).length
  if (base.length < stretches) return null
  const total = runs + constants.reduce((sum, constant) => sum + deploymentsOf(base, constant), 0)
  let done = runs
  options.onProgress?.(done, total)
  const found: ScenarioElasticities['constants'] = {}
  for (const constant of constants) {
    const changed = await simulateChanged(runner, base, constant, signal)
    if (changed === null) return null
    found[constant.path] = elasticitiesOf({ ...changed, logStep: constant.logStep, seed })
    done += deploymentsOf(base, constant)
    options.onProgress?.(done, total)
  }
  return { hash: scenarioHash(scenario), seed, runs, stretches, factor, constants: found }
}

/** Deployments that have to be simulated for a constant. */
function deploymentsOf(base: readonly UnchangedStretch[], constant: Nudged): number {
  const sides = [constant.less, constant.more].filter((changes) => changes.length > 0).length
  return sides * stretchesToRepeat(base, constant).reduce((sum, { task }) => sum + task.counted, 0)
}
