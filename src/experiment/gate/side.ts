import type { Aggregator, OrderedRows } from '../../analysis/index.ts'
import type { Scenario } from '../../model/scenario.ts'
import { chooseRunner } from '../choose-runner.ts'
import { deploymentsPerStretch } from '../stretch.ts'
import { collect } from './collect.ts'
import { aggregatorOf, type RowData, rowDataOf } from './row-data.ts'
import { type Spread, spreadPlan } from './spread-plan.ts'

/** One side of a comparison: its rows, and the same as data. */
export interface Side {
  readonly data: RowData
  readonly aggregator: Aggregator
  readonly rows: OrderedRows
}

/** A side that was simulated before. */
export function sideOf(data: RowData): Side {
  const aggregator = aggregatorOf(data)
  return { data, aggregator, rows: aggregator.read() }
}

/** How sides are simulated, all of them alike. */
export interface SideOptions {
  readonly seed: number
  readonly spread: Spread
  readonly workers?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** `what` is being run; `done` of `total` deployments of it. */
  readonly onProgress?: ((what: string, done: number, total: number) => void) | undefined
}

/** Simulates scenarios one after another, with the same draws. When it is stopped, the last sides are short or empty. */
export async function simulateSides(
  sides: readonly { readonly scenario: Scenario; readonly what: string }[],
  { seed, spread, workers, signal, onProgress }: SideOptions,
): Promise<Side[]> {
  const scenarios = sides.map(({ scenario }) => scenario)
  const size = Math.max(...scenarios.map(deploymentsPerStretch))
  await using runner = chooseRunner({ scenarios, runs: spread.stretches * size, workers })
  const done: Side[] = []
  for (const [index, { scenario, what }] of sides.entries()) {
    const plan = spreadPlan(scenario, spread)
    const total = plan.reduce((sum, { counted }) => sum + counted, 0)
    const progress = (count: number): void => onProgress?.(what, count, total)
    done.push(sideOf(rowDataOf(await collect(runner, { scenario: index, seed, plan, signal, onProgress: progress }))))
  }
  return done
}
