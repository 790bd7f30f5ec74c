import type { Scenario } from '../../model/scenario.ts'
import { inOrder } from '../in-order.ts'
import { planStretches } from '../plan.ts'
import type { StretchRunner } from '../stretch-runner.ts'
import type { StretchTask } from '../stretch-task.ts'
import { type Headline, headlineOf } from './headline.ts'
import type { Nudged } from './nudges.ts'

/** A stretch of the unchanged scenario. */
export interface UnchangedStretch {
  readonly task: StretchTask
  readonly headline: Headline
  /** Its rows as JSON: a changed stretch with the same bytes had no use for the change. */
  readonly bytes: string
  /** Paths of the constants that it read. Any other constant could have any value: the bytes would be the same. */
  readonly read: ReadonlySet<string>
}

/** What is simulated, and where. */
export interface Simulation {
  readonly runner: StretchRunner
  /** Scenario 0 of the runner. */
  readonly scenario: Scenario
  readonly seed: number
  readonly runs: number
  readonly signal: AbortSignal | undefined
}

/** Simulates the scenario as it is, and notes which constants each stretch reads. Fewer stretches when it was stopped. */
export async function simulateUnchanged(of: Simulation, constants: readonly Nudged[]): Promise<UnchangedStretch[]> {
  const watch = Object.fromEntries(constants.map(({ path, places }) => [path, places]))
  const tasks = planStretches(of.scenario, of.runs).map(
    ({ stretch, counted }): StretchTask => ({ scenario: 0, seed: of.seed, stretch, counted, recorded: [], watch }),
  )
  const stretches: UnchangedStretch[] = []
  for await (const { task, result } of inOrder(of.runner, tasks, of.signal)) {
    const { watch: _, ...plain } = task
    stretches.push({
      task: plain,
      headline: headlineOf(result.rows),
      bytes: JSON.stringify(result.rows),
      read: new Set(result.read),
    })
  }
  return stretches
}
