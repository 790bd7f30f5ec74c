import type { DeploymentAddress } from '../model/events.ts'
import { quantileRank } from '../stats/index.ts'
import type { Aggregator } from './aggregator.ts'
import type { OrderedRows } from './ordered-rows.ts'

/** A deployment worth replaying in detail, and what it is an example of. */
export interface ExampleChoice {
  readonly address: DeploymentAddress
  readonly why: string
}

/**
 * The deployments that a report shows: median, P95, slowest and fastest by duration, then the first of each kind of bad
 * end (outcome × cause, or fault of the scenario). Each deployment once; `why` joins the reasons.
 */
export function chooseExamples(aggregator: Aggregator): ExampleChoice[] {
  const rows = aggregator.read()
  const choices = new Map<number, string[]>()
  for (const [row, why] of [...byDuration(rows), ...byFailure(rows)])
    choices.set(row, [...(choices.get(row) ?? []), why])
  return [...choices].map(([row, why]) => ({ address: rows.address(row), why: why.join('; ') }))
}

function byDuration(rows: OrderedRows): (readonly [row: number, why: string])[] {
  const duration = rows.numbers('durationMs')
  const sorted = Array.from({ length: rows.size }, (_, row) => row)
    .filter((row) => !Number.isNaN(duration(row)))
    .sort((a, b) => duration(a) - duration(b) || a - b)
  const n = sorted.length
  if (n === 0) return []
  return [
    [sorted[quantileRank(n, 0.5) - 1]!, 'median duration'],
    [sorted[quantileRank(n, 0.95) - 1]!, 'P95 of duration'],
    [sorted[n - 1]!, 'slowest'],
    [sorted[0]!, 'fastest'],
  ]
}

function byFailure(rows: OrderedRows): (readonly [row: number, why: string])[] {
  const first = new Map<string, number>()
  for (let row = 0; row < rows.size; row++) {
    const failure = rows.failure(row)
    if (failure === null) continue
    const { cause, origin } = failure
    const why = `first ${rows.outcome(row)} by ${cause === 'fault' ? (origin ?? cause) : cause}`
    if (!first.has(why)) first.set(why, row)
  }
  return [...first].map(([why, row]) => [row, why] as const)
}
