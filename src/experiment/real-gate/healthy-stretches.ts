import type { Scenario } from '../../model/scenario.ts'
import { runStretchTask } from '../stretch-task.ts'

/** Stretches that are looked at for each one that is wanted, at most. */
const PATIENCE = 20

/**
 * The first `wanted` stretches whose first deployment becomes healthy on the simulator under both versions, in order. The
 * real deployments of these stretches bring the same changes, without a defect that stops them, so that they have a time to
 * be compared; whether more of them fail is a question for the gate on the simulator. Fewer, where most deployments fail.
 */
export function healthyStretches(versions: readonly Scenario[], of: { seed: number; wanted: number }): number[] {
  const found: number[] = []
  for (let stretch = 0; found.length < of.wanted && stretch < of.wanted * PATIENCE; stretch++) {
    const healthy = versions.every((scenario) => {
      const task = {
        scenario: 0,
        seed: of.seed,
        stretch,
        counted: 1,
        recorded: [],
      }
      return runStretchTask([scenario], task).rows[0]?.outcome === 'succeeded'
    })
    if (healthy) found.push(stretch)
  }
  return found
}
