import { predictionOf } from '../../analysis/index.ts'
import type { Prediction } from '../../model/prediction.ts'
import type { Scenario } from '../../model/scenario.ts'
import { runScenario } from '../run-scenario.ts'
import { deploymentsPerStretch } from '../stretch.ts'

/**
 * What the simulator says about the very deployments that are about to be carried out: the same stretches, with the same draws. A
 * stretch that is cut short is predicted whole.
 */
export async function predict(
  scenarios: readonly Scenario[],
  of: { readonly seed: number; readonly repetitions: number },
): Promise<Prediction> {
  const predicted: Prediction['scenarios'] = []
  for (const scenario of scenarios) {
    const runs = of.repetitions * deploymentsPerStretch(scenario)
    const { report } = await runScenario(scenario, { seed: of.seed, runs })
    predicted.push(predictionOf(report))
  }
  return { schemaVersion: 1, seed: of.seed, scenarios: predicted }
}
