import {
  Aggregator,
  ChaosAudit,
  chooseExamples,
  type DeploymentRow,
  type ExampleChoice,
  FaultAudit,
} from '../analysis/index.ts'
import { formatAddress, type Recording } from '../model/events.ts'
import type { Scenario } from '../model/scenario.ts'
import { inOrder } from './in-order.ts'
import { planStretches } from './plan.ts'
import type { StretchRunner } from './stretch-runner.ts'
import type { StretchTask } from './stretch-task.ts'

/** What is run, and who is told about it meanwhile. */
export interface BatchOptions {
  readonly seed: number
  /** Measured deployments. */
  readonly runs: number
  readonly signal?: AbortSignal | undefined
  /** Called with the rows of each stretch, in the order of (stretch, deployment). */
  readonly onRows?: ((rows: readonly DeploymentRow[]) => void) | undefined
  /** Called after each stretch with the measured deployments that are done. */
  readonly onProgress?: ((done: number) => void) | undefined
}

/** The rows of one scenario, and the deployments that were chosen to be looked at. */
export interface Batch {
  readonly aggregator: Aggregator
  /** Which faults landed. */
  readonly faults: FaultAudit
  /** How often the steady state deviated, in words; none where it held, or there is none. */
  readonly findings: readonly string[]
  /** Why the blast radius stopped it; undefined when it did not. */
  readonly stopped: string | undefined
  readonly examples: readonly (ExampleChoice & { readonly recording: Recording })[]
  /** Stopped, by the signal or by the blast radius, before all deployments were done. */
  readonly partial: boolean
}

/**
 * Runs scenario `index` of the runner. When it is stopped, the rows are those of all stretches up to the first unfinished
 * one, and nothing is replayed for examples.
 */
export async function runBatch(
  runner: StretchRunner,
  index: number,
  scenario: Scenario,
  options: BatchOptions,
): Promise<Batch> {
  const { seed, signal } = options
  const aggregator = new Aggregator()
  const faults = new FaultAudit()
  const chaos = new ChaosAudit()
  let stopped: string | undefined
  const tasks = planStretches(scenario, options.runs).map(
    ({ stretch, counted }): StretchTask => ({ scenario: index, seed, stretch, counted, recorded: [] }),
  )
  for await (const { result } of inOrder(runner, tasks, signal)) {
    for (const row of result.rows) {
      aggregator.add(row)
      faults.add(row)
      chaos.add(row)
    }
    options.onRows?.(result.rows)
    options.onProgress?.(aggregator.size)
    stopped = scenario.chaos === undefined ? undefined : chaos.exceeded(scenario.chaos)
    if (stopped !== undefined) break
  }
  const partial = aggregator.size < options.runs
  const chosen = partial ? [] : chooseExamples(aggregator)
  const recordings = await replay(runner, index, seed, chosen, signal)
  return {
    aggregator,
    faults,
    findings: chaos.findings(),
    stopped,
    partial,
    examples: chosen.flatMap((choice) => {
      const recording = recordings.get(formatAddress(choice.address))
      return recording === undefined ? [] : [{ ...choice, recording }]
    }),
  }
}

/** Simulates the stretches of the chosen deployments again, this time with their pods. */
async function replay(
  runner: StretchRunner,
  scenario: number,
  seed: number,
  chosen: readonly ExampleChoice[],
  signal: AbortSignal | undefined,
): Promise<Map<string, Recording>> {
  const addresses = chosen.map((choice) => choice.address)
  const tasks = [...new Set(addresses.map((address) => address.stretch))].map(
    (stretch): StretchTask => ({
      scenario,
      seed,
      stretch,
      counted: 0,
      recorded: addresses.filter((address) => address.stretch === stretch).map((address) => address.deployment),
    }),
  )
  const recordings = new Map<string, Recording>()
  for await (const { result } of inOrder(runner, tasks, signal)) {
    for (const recording of result.recordings) recordings.set(formatAddress(recording.address), recording)
  }
  return recordings
}
