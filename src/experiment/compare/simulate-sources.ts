import { buildReport, scenarioHash } from '../../analysis/index.ts'
import type { Scenario } from '../../model/scenario.ts'
import { type SideOptions, simulateSides } from '../gate/side.ts'
import type { Source } from './compare-sources.ts'

/** A scenario that is to be compared, and its file as it was named. */
export interface NamedScenario {
  readonly file: string
  readonly scenario: Scenario
}

/** Simulates scenarios with the same draws. When it is stopped, those that were not finished are left out. */
export async function simulateSources(scenarios: readonly NamedScenario[], options: SideOptions): Promise<Source[]> {
  const sides = await simulateSides(
    scenarios.map(({ scenario }) => ({ scenario, what: scenario.name })),
    options,
  )
  return sides.flatMap(({ aggregator, rows }, i) => {
    const { scenario, file } = scenarios[i]!
    if (rows.size === 0 || options.signal?.aborted) return []
    const report = buildReport({
      scenario,
      scenarioHash: scenarioHash(scenario),
      environment: 'sim',
      seed: options.seed,
      aggregator,
      examples: [],
      partial: false,
    })
    const source = {
      kind: 'scenario',
      file,
      name: scenario.name,
      environment: 'sim',
      seed: options.seed,
      runs: rows.size,
    } as const
    return [{ source, report, rows }]
  })
}
