import {
  Aggregator,
  ChaosAudit,
  chooseExamples,
  type DeploymentRow,
  FaultAudit,
  measure,
} from '../../analysis/index.ts'
import { formatAddress, type Recording } from '../../model/events.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Batch } from '../batch.ts'
import { deploymentsPerStretch } from '../stretch.ts'
import { interleavedOrder } from './run-order.ts'

/** Carries out one stretch of a scenario on real things; each recording is told as soon as it is complete. */
export type Carrier = (order: {
  /** Index of the scenario. */
  readonly scenario: number
  readonly stretch: number
  readonly deployments: number
  readonly onRecording: (recording: Recording) => void
}) => Promise<void>

/** What is carried out, and who is told about it meanwhile. */
export interface CarryOutOptions {
  readonly carrier: Carrier
  readonly seed: number
  /** Stretches of each scenario. */
  readonly repetitions: number
  /** Deployments of a stretch at most; those of the scenario unless given. */
  readonly deployments?: number | undefined
  readonly signal: AbortSignal
  /** Called with the row of each deployment, scenario by index. */
  readonly onRow?: ((scenario: number, row: DeploymentRow) => void) | undefined
  readonly onProgress?: ((scenario: number, done: number, total: number) => void) | undefined
}

/** The rows of one scenario as they come. */
class Collected {
  readonly aggregator = new Aggregator()
  readonly faults = new FaultAudit()
  readonly chaos = new ChaosAudit()
  readonly recordings: Recording[] = []

  add(recording: Recording): DeploymentRow {
    const row = measure(recording)
    this.aggregator.add(row)
    this.faults.add(row)
    this.chaos.add(row)
    this.recordings.push(recording)
    return row
  }
}

/**
 * Carries out all repetitions of all scenarios, interleaved in random order, on one environment. When the signal is aborted, or a
 * blast radius is exceeded, what is done by then is the result, marked partial. Rejects with what the carrier rejects with otherwise.
 */
export async function carryOut(scenarios: readonly Scenario[], options: CarryOutOptions): Promise<readonly Batch[]> {
  const { carrier, seed, repetitions, signal } = options
  const sizes = scenarios.map((scenario) => Math.min(options.deployments ?? Infinity, deploymentsPerStretch(scenario)))
  const total = sizes.reduce((sum, size) => sum + size * repetitions, 0)
  const collected = scenarios.map(() => new Collected())
  const stopped = scenarios.map((): string | undefined => undefined)
  let done = 0
  for (const { scenario, stretch } of interleavedOrder(scenarios.length, repetitions, seed)) {
    if (signal.aborted || stopped[scenario] !== undefined) continue
    options.onProgress?.(scenario, done, total)
    const of = collected[scenario]!
    try {
      await carrier({
        scenario,
        stretch,
        deployments: sizes[scenario]!,
        onRecording: (recording) => {
          const row = of.add(recording)
          options.onRow?.(scenario, row)
          options.onProgress?.(scenario, ++done, total)
        },
      })
    } catch (error) {
      if (!signal.aborted) throw error
    }
    const { chaos } = scenarios[scenario]!
    if (chaos !== undefined) stopped[scenario] = of.chaos.exceeded(chaos)
  }
  return collected.map((of, index) => batchOf(of, stopped[index], sizes[index]! * repetitions))
}

/** All recordings of a real run are kept; those worth looking at come first in the report. */
function batchOf(of: Collected, stopped: string | undefined, wanted: number): Batch {
  const partial = of.aggregator.size < wanted
  const reasons = new Map(
    (of.aggregator.size === 0 ? [] : chooseExamples(of.aggregator)).map(({ address, why }) => [
      formatAddress(address),
      why,
    ]),
  )
  return {
    aggregator: of.aggregator,
    faults: of.faults,
    findings: of.chaos.findings(),
    stopped,
    partial,
    examples: of.recordings.map((recording) => ({
      address: recording.address,
      why: reasons.get(formatAddress(recording.address)) ?? 'one of the real deployments',
      recording,
    })),
  }
}
