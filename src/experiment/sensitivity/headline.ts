import type { DeploymentRow } from '../../analysis/index.ts'
import { isChangeFailure, reachedProduction } from '../../model/outcome.ts'

/** What the headline figures are made of, in one stretch. */
export interface Headline {
  /** Of the deployments that have one, in milliseconds. */
  readonly durations: readonly number[]
  /** 1 for a failed change and 0 for another, of those that reached production. */
  readonly failures: readonly number[]
  /** In milliseconds. */
  readonly recoveries: readonly number[]
}

/** Reads the rows of a stretch. */
export const headlineOf = (rows: readonly DeploymentRow[]): Headline => ({
  durations: rows.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs])),
  failures: rows.flatMap(({ outcome }) => (reachedProduction(outcome) ? [Number(isChangeFailure(outcome))] : [])),
  recoveries: rows.flatMap(({ recovery }) => (recovery === null ? [] : [recovery.totalMs])),
})
