import type { DeploymentRow } from '../analysis/index.ts'
import type { Scenario } from '../model/scenario.ts'
import { inOrder } from './in-order.ts'
import { planStretches } from './plan.ts'
import type { StretchRunner } from './stretch-runner.ts'
import type { StretchTask } from './stretch-task.ts'

/** Rows of one stretch of one of the scenarios. */
export interface StretchRows {
  /** Position among the scenarios. */
  readonly scenario: number
  readonly rows: readonly DeploymentRow[]
}

/**
 * The rows of several scenarios with the same draws, stretch after stretch in the order of the scenarios, all shared out over
 * the runner together, so that few stretches each keep all its threads busy. Ends early when `signal` is aborted.
 */
export async function* rowsOfScenarios(
  runner: StretchRunner,
  scenarios: readonly Scenario[],
  options: { readonly seed: number; readonly runs: number; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<StretchRows, void, undefined> {
  const tasks = scenarios.flatMap((scenario, index) =>
    planStretches(scenario, options.runs).map(
      ({ stretch, counted }): StretchTask => ({ scenario: index, seed: options.seed, stretch, counted, recorded: [] }),
    ),
  )
  for await (const { task, result } of inOrder(runner, tasks, options.signal)) {
    yield { scenario: task.scenario, rows: result.rows }
  }
}
