import { isChangeFailure, reachedProduction } from '../model/outcome.ts'
import { type ImportanceEstimate, importanceEstimate, inferRareRate, type RareRate } from '../stats/index.ts'
import type { OrderedRows } from './ordered-rows.ts'
import type { DeploymentRow } from './row.ts'

/** Deployments whose rare failures were made frequent, each a replication of its own, and what they took. */
export interface RareSampling {
  /** Rows with weights. */
  readonly rows: readonly DeploymentRow[]
  /** Deployments that were simulated, those to learn from and those before each sample included. */
  readonly simulated: number
  /** The part of the samples in which each cause was made to strike, by its name. */
  readonly shares: Readonly<Record<string, number>>
}

/** The metric that rare failures are sampled for. */
export const RARE_METRIC = 'change.failure.rate'

/** The change failure rate: failures from the weighted samples, deployments that reached production from plain ones. */
export function rareChangeFailures(rows: readonly DeploymentRow[], plain: OrderedRows): RareRate {
  const samples = rows.map((row) => ({ weight: weightOf(row), outcome: Number(isChangeFailure(row.outcome)) }))
  const reached = plain.clusters((row) => Number(reachedProduction(plain.outcome(row))))
  return inferRareRate(
    samples,
    reached.map((cluster) => ({ count: cluster.reduce((sum, x) => sum + x, 0), n: cluster.length })),
  )
}

/** Mean recovery of the sampled failures, weighted: Σ w·t / Σ w. In ms. */
export function rareRecovery(rows: readonly DeploymentRow[], confidence: number): ImportanceEstimate {
  const samples = rows.flatMap((row) =>
    row.recovery === null ? [] : [[{ weight: weightOf(row), outcome: row.recovery.totalMs }]],
  )
  return importanceEstimate(samples, { confidence, estimator: 'self-normalised' })
}

/** How often each failure came about, as a share of all failures, the most frequent first. */
export function rareCauses(rows: readonly DeploymentRow[]): { cause: string; share: number; samples: number }[] {
  const failed = rows.filter((row) => isChangeFailure(row.outcome))
  const total = failed.reduce((sum, row) => sum + weightOf(row), 0)
  const byCause = Map.groupBy(failed, (row) => row.failure?.cause ?? 'unknown')
  return [...byCause]
    .map(([cause, of]) => ({
      cause,
      share: of.reduce((sum, row) => sum + weightOf(row), 0) / total,
      samples: of.length,
    }))
    .sort((a, b) => b.share - a.share || (a.cause < b.cause ? -1 : 1))
}

/** Plain deployments that would give the same standard error of the rate; null while there is no interval. */
export const worthOf = ({ value, variance }: Pick<RareRate, 'value' | 'variance'>, reached: number): number | null =>
  value === null || variance === null || variance === 0 ? null : (value * (1 - value)) / variance / reached

const weightOf = ({ weight }: DeploymentRow): number => weight ?? 1
