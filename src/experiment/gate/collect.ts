import { Aggregator } from '../../analysis/index.ts'
import { inOrder } from '../in-order.ts'
import type { PlannedStretch } from '../plan.ts'
import type { StretchRunner } from '../stretch-runner.ts'

/** What is run of one of the runner's scenarios. */
export interface Collection {
  readonly scenario: number
  readonly seed: number
  readonly plan: readonly PlannedStretch[]
  readonly signal?: AbortSignal | undefined
  /** Called after each stretch with the deployments that are done. */
  readonly onProgress?: ((done: number) => void) | undefined
}

/** The rows of planned stretches, nothing else. Stopped by the signal, it ends with those of the stretches done so far. */
export async function collect(runner: StretchRunner, of: Collection): Promise<Aggregator> {
  const aggregator = new Aggregator()
  const tasks = of.plan.map(({ stretch, counted }) => ({
    scenario: of.scenario,
    seed: of.seed,
    stretch,
    counted,
    recorded: [],
  }))
  for await (const { result } of inOrder(runner, tasks, of.signal)) {
    for (const row of result.rows) aggregator.add(row)
    of.onProgress?.(aggregator.size)
  }
  return aggregator
}
