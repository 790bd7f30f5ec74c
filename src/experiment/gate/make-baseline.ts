import { type OrderedRows, RATES, rounded, scenarioHash } from '../../analysis/index.ts'
import type { Provenance } from '../../model/check.ts'
import type { Scenario } from '../../model/scenario.ts'
import { quantileRank } from '../../stats/index.ts'
import { type Baseline, formatBaseline } from './baseline.ts'
import { type SideOptions, simulateSides } from './side.ts'
import { spreadOf } from './spread-plan.ts'

/** What is run for a baseline. */
export interface BaselineOptions extends Omit<SideOptions, 'spread'> {
  readonly runs: number
}

/** Simulates a scenario and packs what it did. Undefined when it was stopped: half a baseline is none. */
export async function makeBaseline(
  scenario: Scenario,
  provenance: Provenance,
  options: BaselineOptions,
): Promise<{ readonly text: string; readonly baseline: Baseline } | undefined> {
  const spread = spreadOf(scenario, options.runs)
  const [side] = await simulateSides([{ scenario, what: scenario.name }], { ...options, spread })
  if (side === undefined || options.signal?.aborted) return undefined
  const baseline = {
    name: scenario.name,
    hash: scenarioHash(scenario),
    seed: options.seed,
    spread,
    provenance,
    document: scenario,
    rows: side.data,
  }
  return { text: formatBaseline(baseline, figuresOf(side.rows)), baseline }
}

/** What a reviewer sees change when a baseline is written anew. */
function figuresOf(rows: OrderedRows): Record<string, number | null> {
  const read = rows.numbers('durationMs')
  const durations = rows
    .clusters(read)
    .flat()
    .sort((a, b) => a - b)
  const shareOf = (values: readonly number[]): number | null =>
    values.length === 0 ? null : rounded(values.reduce((sum, x) => sum + x, 0) / values.length, 'ratio')
  const mean = shareOf(durations)
  return {
    'mean of deployment.duration (ms)': mean === null ? null : Math.round(mean),
    'p95 of deployment.duration (ms)':
      durations.length === 0 ? null : (durations[quantileRank(durations.length, 0.95) - 1] ?? null),
    ...Object.fromEntries(RATES.map((rate) => [rate.name, shareOf(rows.clusters(rate.of(rows)).flat())])),
  }
}
