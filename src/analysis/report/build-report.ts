import type { Example, Report, ReportEstimate } from '../../model/report.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Aggregator } from '../aggregator.ts'

/** Percent change of headline figures for one percent more of a constant, by path of the constant, then by figure. */
export type Elasticities = Readonly<Record<string, Readonly<Record<string, ReportEstimate>>>>

/** What a report is made of. */
export interface ReportInput {
  readonly scenario: Scenario
  /** `scenarioHash(scenario)`. */
  readonly scenarioHash: string
  readonly environment: 'sim' | 'kind'
  readonly seed: number
  readonly aggregator: Aggregator
  readonly examples: readonly Example[]
  /** The run was stopped before all deployments were done. */
  readonly partial: boolean
  readonly elasticities?: Elasticities
  /** Sentences that the report must carry beside those that it writes itself. */
  readonly notes?: readonly string[]
  /** Two-sided confidence of the intervals; 0.95 unless given. Targets carry their own. */
  readonly confidence?: number
}

/** report.json of one scenario. The same rows give the same report, whatever order they came in. */
export function buildReport(_input: ReportInput): Report {
  throw new Error('not built yet')
}
