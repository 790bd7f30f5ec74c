import type { DeploymentAddress } from '../model/events.ts'
import type { Aggregator } from './aggregator.ts'

/** A deployment worth replaying in detail, and what it is an example of. */
export interface ExampleChoice {
  readonly address: DeploymentAddress
  readonly why: string
}

/**
 * The deployments that a report shows: median, P95, slowest and fastest by duration, then the first of each kind of bad
 * end (outcome × cause). Each deployment once; `why` joins the reasons.
 */
export function chooseExamples(_aggregator: Aggregator): ExampleChoice[] {
  throw new Error('not built yet')
}
