import { type Elasticities, scenarioHash } from '../analysis/index.ts'
import type { ElasticitiesFile } from '../model/elasticities.ts'
import type { Scenario } from '../model/scenario.ts'

/** Elasticities that were computed earlier, by scenario name. */
export type KnownElasticities = ElasticitiesFile['scenarios']

/** What a report is to carry of them, and what its reader must know about them. */
export function elasticitiesOfScenario(
  scenario: Scenario,
  known: KnownElasticities | undefined,
): { readonly elasticities?: Elasticities; readonly notes: readonly string[] } {
  const own = known?.[scenario.name]
  if (own === undefined) return { notes: [] }
  return { elasticities: own.constants, notes: own.hash === scenarioHash(scenario) ? [] : [STALE] }
}

const STALE =
  'The elasticities were computed for another version of this scenario; compute them again with: seatrial sensitivity SCENARIO --out FILE'
