import type { SuiteReport } from '../../model/report.ts'
import type { Suite } from '../../model/suite.ts'
import type { Aggregator } from '../aggregator.ts'

/** What a suite's report is made of. */
export interface SuiteReportInput {
  readonly suite: Suite
  readonly environment: 'sim' | 'kind'
  readonly seed: number
  readonly partial: boolean
  /** In the order of the suite; `name` is the scenario's, `folder` where its own report lies, relative to suite.json. */
  readonly scenarios: readonly { readonly name: string; readonly folder: string; readonly aggregator: Aggregator }[]
  /** Two-sided; 0.95 unless given. */
  readonly confidence?: number
}

/** suite.json: which scenarios ran together, paired comparisons, and the 2 × 2 if the suite asks for one. */
export function buildSuiteReport(_input: SuiteReportInput): SuiteReport {
  throw new Error('not built yet')
}
