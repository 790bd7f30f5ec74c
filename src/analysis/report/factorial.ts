import type { SuiteReport } from '../../model/report.ts'
import { meanOfClusters } from '../../stats/index.ts'
import type { OrderedRows } from '../ordered-rows.ts'
import { type CommonRows, commonRows } from './common-rows.ts'
import type { ComparisonOptions } from './comparisons.ts'
import { explain } from './explanation.ts'
import { roundedEstimate } from './rounding.ts'

/** The four cells, in this order everywhere: neither improvement, the first, the second, both. */
export const CELLS = ['neither', 'first', 'second', 'both'] as const
export type Cell = (typeof CELLS)[number]

/** A 2 × 2 of two improvements. */
export interface FactorialInput {
  readonly labels: { readonly first: string; readonly second: string }
  readonly cells: Readonly<Record<Cell, { readonly name: string; readonly rows: OrderedRows }>>
}

/** What each effect takes from the figures of the four cells. */
const CONTRASTS = {
  first: [-1, 1, 0, 0],
  second: [-1, 0, 1, 0],
  both: [-1, 0, 0, 1],
  interaction: [1, -1, -1, 1],
} as const

/**
 * Effects on `deployment.duration` over the deployments that have one in all four cells, so that effect of both = effect of
 * the first + effect of the second + interaction, to the millisecond. Null when there is no such deployment.
 */
export function factorialOf(input: FactorialInput, options: ComparisonOptions): SuiteReport['factorial'] {
  const { labels, cells } = input
  const rows = CELLS.map((cell) => cells[cell].rows)
  const durations = rows.map((cell) => cell.numbers('durationMs'))
  const same = commonRows(rows, (cell, row) => !Number.isNaN(durations[cell]!(row)))
  if (same.length === 0) return null
  const effect = (weights: readonly number[]) => {
    const contrast = (row: readonly number[]): number =>
      weights.reduce((sum, weight, cell) => (weight === 0 ? sum : sum + weight * durations[cell]!(row[cell]!)), 0)
    const clusters = same.map((cluster) => cluster.map(contrast))
    return roundedEstimate(meanOfClusters(clusters, { ...options, shape: 'mixture' }), 'ms')
  }
  const effects = {
    first: effect(CONTRASTS.first),
    second: effect(CONTRASTS.second),
    both: effect(CONTRASTS.both),
    interaction: effect(CONTRASTS.interaction),
  }
  return {
    metric: 'deployment.duration',
    cells: {
      neither: cells.neither.name,
      first: cells.first.name,
      second: cells.second.name,
      both: cells.both.name,
    },
    first: { label: labels.first, effect: effects.first },
    second: { label: labels.second, effect: effects.second },
    both: effects.both,
    interaction: effects.interaction,
    explanation: explain({ labels, effects, ...meansOf(rows, same) }),
  }
}

/** Means of the four cells, each over the same deployments. */
export type CellMeans = readonly [neither: number, first: number, second: number, both: number]

/** What the explanation draws on. */
export interface FactorialMeans {
  /** Time on the critical path by stage, stages in the order of the first cell's names. */
  readonly stages: readonly { readonly stage: string; readonly critical: CellMeans }[]
  readonly runnerMs: CellMeans
}

function meansOf(rows: readonly OrderedRows[], same: CommonRows): FactorialMeans {
  const n = same.reduce((sum, cluster) => sum + cluster.length, 0)
  const means = (reads: readonly ((row: number) => number)[]): CellMeans => {
    const totals: [number, number, number, number] = [0, 0, 0, 0]
    for (const cluster of same) {
      for (const row of cluster) {
        for (const [cell, read] of reads.entries()) {
          const value = read(row[cell]!)
          // A stage that is not on a deployment's critical path takes none of it.
          totals[cell]! += Number.isNaN(value) ? 0 : value
        }
      }
    }
    return [totals[0] / n, totals[1] / n, totals[2] / n, totals[3] / n]
  }
  const stages = [...new Set(rows.flatMap((cell) => cell.criticalStages()))].sort()
  return {
    stages: stages.map((stage) => ({ stage, critical: means(rows.map((cell) => cell.criticalTime(stage))) })),
    runnerMs: means(rows.map((cell) => cell.numbers('runnerMs'))),
  }
}
