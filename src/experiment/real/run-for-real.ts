import { buildSuiteReport, withPrediction } from '../../analysis/index.ts'
import type { Prediction } from '../../model/prediction.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Suite } from '../../model/suite.ts'
import type { Batch } from '../batch.ts'
import { reportOf, type ScenarioRun } from '../run-scenario.ts'
import type { SuiteRun } from '../run-suite.ts'
import { scenarioFolders } from '../scenario-folders.ts'
import { type CarryOutOptions, carryOut } from './carry-out.ts'

/** How scenarios are carried out, and what their reports say beside the figures. */
export interface RealRunOptions extends CarryOutOptions {
  /** Of the same scenarios, in their order. */
  readonly prediction: Prediction
  /** Sentences that every report carries: what is simulated only, what was left out. Read when the run is over. */
  readonly notes: () => readonly string[]
}

/** Carries out one scenario. */
export async function runScenarioForReal(scenario: Scenario, options: RealRunOptions): Promise<ScenarioRun> {
  const [batch] = await carryOut([scenario], options)
  return scenarioRun(scenario, 0, batch!, options)
}

/** Carries out the scenarios of a suite, interleaved. Those of which nothing was done are left out. */
export async function runSuiteForReal(suite: Suite, options: RealRunOptions): Promise<SuiteRun> {
  const batches = await carryOut(suite.scenarios, options)
  const folders = scenarioFolders(suite.scenarios.map(({ name }) => name))
  const done = suite.scenarios
    .map((scenario, index) => ({ scenario, index, batch: batches[index]!, folder: folders[index]! }))
    .filter(({ batch }) => batch.aggregator.size > 0)
  return {
    report: buildSuiteReport({
      suite,
      environment: 'kind',
      seed: options.seed,
      partial: done.length < suite.scenarios.length || done.some(({ batch }) => batch.partial),
      scenarios: done.map(({ scenario, folder, batch }) => ({
        name: scenario.name,
        folder,
        aggregator: batch.aggregator,
      })),
    }),
    scenarios: done.map(({ scenario, index, batch, folder }) => ({
      ...scenarioRun(scenario, index, batch, options),
      folder,
    })),
  }
}

function scenarioRun(scenario: Scenario, index: number, batch: Batch, options: RealRunOptions): ScenarioRun {
  const origin = { environment: 'kind', notes: options.notes() } as const
  const report = reportOf(scenario, options.seed, batch, undefined, origin)
  return {
    report: withPrediction(report, options.prediction.scenarios[index]!),
    recordings: batch.examples.map(({ recording }) => recording),
  }
}
