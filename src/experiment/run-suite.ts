import { buildSuiteReport, type DeploymentRow } from '../analysis/index.ts'
import type { SuiteReport } from '../model/report.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Suite } from '../model/suite.ts'
import { type Batch, runBatch } from './batch.ts'
import { chooseRunner } from './choose-runner.ts'
import { type RunOptions, reportOf, type ScenarioRun } from './run-scenario.ts'
import { scenarioFolders } from './scenario-folders.ts'

/** How a suite is run; callbacks are told which scenario it is about, by index. */
export interface SuiteRunOptions extends Omit<RunOptions, 'onRows' | 'onProgress'> {
  readonly onRows?: ((scenario: number, rows: readonly DeploymentRow[]) => void) | undefined
  readonly onProgress?: ((scenario: number, done: number, total: number) => void) | undefined
}

/** What a suite gave. When it was stopped, scenarios that had no deployment done by then are left out. */
export interface SuiteRun {
  readonly report: SuiteReport
  readonly scenarios: readonly (ScenarioRun & { readonly folder: string })[]
}

/** Runs the scenarios of a suite one after another with the same seed, so that their differences are paired. */
export async function runSuite(suite: Suite, options: SuiteRunOptions = {}): Promise<SuiteRun> {
  const { seed = 1, runs = suite.runs, signal } = options
  const folders = scenarioFolders(suite.scenarios.map((scenario) => scenario.name))
  await using runner = chooseRunner({ scenarios: suite.scenarios, runs, workers: options.workers })
  const done: { scenario: Scenario; folder: string; batch: Batch }[] = []
  for (const [index, scenario] of suite.scenarios.entries()) {
    if (signal?.aborted) break
    const batch = await runBatch(runner, index, scenario, {
      seed,
      runs,
      signal,
      onRows: (rows) => options.onRows?.(index, rows),
      onProgress: (count) => options.onProgress?.(index, count, runs),
    })
    if (batch.aggregator.size > 0) done.push({ scenario, folder: folders[index] as string, batch })
  }
  return {
    report: buildSuiteReport({
      suite,
      environment: 'sim',
      seed,
      partial: done.length < suite.scenarios.length || done.some(({ batch }) => batch.partial),
      scenarios: done.map(({ scenario, folder, batch }) => ({
        name: scenario.name,
        folder,
        aggregator: batch.aggregator,
      })),
    }),
    scenarios: done.map(({ scenario, folder, batch }) => ({
      report: reportOf(scenario, seed, batch, options.elasticities),
      recordings: batch.examples.map((example) => example.recording),
      folder,
    })),
  }
}
