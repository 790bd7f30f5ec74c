import { isChangeFailure, isPipelineFailure, reachedProduction } from '../model/outcome.ts'
import type { OrderedRows, Reader } from './ordered-rows.ts'

/** A share of deployments that reports estimate. */
export interface RateMetric {
  readonly name: string
  /** 1 for a deployment with the event, 0 without, NaN for one that does not count. */
  readonly of: (rows: OrderedRows) => Reader
}

/**
 * Both failure rates: of those that reached production, and of all (mechanisms.md, "Outcomes"). Then the share of those in production
 * whose going back damaged data, because the version before could not live with what their migration had made.
 */
export const RATES: readonly RateMetric[] = [
  {
    name: 'change.failure.rate',
    of: (rows) => (row) => {
      const outcome = rows.outcome(row)
      return reachedProduction(outcome) ? Number(isChangeFailure(outcome)) : Number.NaN
    },
  },
  { name: 'pipeline.failure.rate', of: (rows) => (row) => Number(isPipelineFailure(rows.outcome(row))) },
  {
    name: 'data.corruption.rate',
    of: (rows) => {
      const isCorrupted = rows.numbers('dataCorrupted')
      return (row) => (reachedProduction(rows.outcome(row)) ? Number(isCorrupted(row) === 1) : Number.NaN)
    },
  },
]

/** Events and deployments of each stretch. */
export function rateClusters(rate: RateMetric, rows: OrderedRows): { count: number; n: number }[] {
  return rows
    .clusters(rate.of(rows))
    .map((cluster) => ({ count: cluster.reduce((sum, x) => sum + x, 0), n: cluster.length }))
}
