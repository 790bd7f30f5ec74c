import type { Suite } from '../../src/model/fleet.ts'
import type { Millis } from '../../src/model/units.ts'

/** What a test does. `race` is the flaky one: two things happen at nearly the same time, and it passes if the right one is first. */
export const CASE_KINDS = ['booking', 'reading', 'cache', 'race'] as const
export type CaseKind = (typeof CASE_KINDS)[number]

/** One test of a suite. */
export interface TestCase {
  readonly name: string
  readonly kind: CaseKind
  /** How long it works beside what it asks of database and cache. */
  readonly workMs: Millis
}

/** What one worker process gets to do. */
export interface Shard {
  readonly suite: Suite['kind']
  readonly cases: readonly TestCase[]
  /** Database of this worker alone; none for unit tests. */
  readonly postgres?: string
  /** Cache, with the prefix of this worker's keys; none for unit tests. */
  readonly redis?: { readonly port: number; readonly prefix: string }
  /** The wrong one is first in the race. */
  readonly loses: boolean
  /** The code under test books a wrong amount. */
  readonly defective: boolean
}

/** How a test ended. */
export interface CaseResult {
  readonly name: string
  readonly passed: boolean
  /** What did not hold; empty when it passed. */
  readonly message: string
}
