import { explainRun } from '../../analysis/index.ts'
import { type DeploymentAddress, formatAddress, type Recording } from '../../model/events.ts'
import type { RunExplanation } from '../../model/explanation.ts'
import type { Report } from '../../model/report.ts'
import type { Scenario } from '../../model/scenario.ts'
import { replayDeployment } from '../replay.ts'
import { type RunOptions, runScenario } from '../run-scenario.ts'
import { counterfactualsOf } from './counterfactuals.ts'

/** Deployments of the batch that a deployment is compared with, unless said otherwise. */
export const EXPLAIN_RUNS = 200

/** How a scenario is explained. */
export interface ExplainOptions extends Pick<RunOptions, 'workers' | 'signal' | 'onProgress'> {
  readonly seed: number
  readonly runs: number
  /** Which deployment; the slowest, and the first of each kind of bad end, unless given. */
  readonly address?: DeploymentAddress | undefined
}

/** Runs a batch, and explains deployments of it: against the median one, and against themselves in other pipelines. */
export async function explainScenario(
  scenario: Scenario,
  options: ExplainOptions,
): Promise<{ readonly report: Report; readonly explained: readonly RunExplanation[] }> {
  const { address, ...run } = options
  const { report, recordings } = await runScenario(scenario, run)
  if (options.signal?.aborted) return { report, explained: [] }
  const median = medianRecording(report, recordings)
  const explain = (recording: Recording, why: string): RunExplanation => {
    const given = { why, median, pipeline: scenario.pipeline }
    const counterfactuals = counterfactualsOf(scenario, options.seed, recording.address, explainRun(recording, given))
    return explainRun(recording, { ...given, counterfactuals })
  }
  if (address !== undefined) {
    return { report, explained: [explain(replayDeployment(scenario, options.seed, address).recording, '')] }
  }
  return { report, explained: worthExplaining(report, recordings).map(({ recording, why }) => explain(recording, why)) }
}

/** The recording of the deployment with the median duration, where the batch has one. */
export function medianRecording(report: Report, recordings: readonly Recording[]): Recording | undefined {
  const example = report.examples.find(({ why }) => why.split('; ').includes('median duration'))
  return recordings.find(({ address }) => formatAddress(address) === example?.address)
}

/** Deployments that are explained when none is named. */
const MOST = 4

/** The slowest deployment, and the first of each kind of bad end: a few of them. */
export function worthExplaining(
  report: Report,
  recordings: readonly Recording[],
): { readonly recording: Recording; readonly why: string }[] {
  const all = report.examples.flatMap(({ address, why }) => {
    const reasons = why.split('; ').filter((reason) => reason === 'slowest' || reason.startsWith('first '))
    const recording = recordings.find((one) => formatAddress(one.address) === address)
    return reasons.length === 0 || recording === undefined ? [] : [{ recording, why: reasons.join('; ') }]
  })
  return all.slice(0, MOST)
}
