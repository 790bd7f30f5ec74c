import { listParameters } from '../../model/parameter.ts'
import type { Assumption } from '../../model/report.ts'
import { type Scenario, scenarioSchema } from '../../model/scenario.ts'
import { canonicalJson } from '../scenario-hash.ts'
import type { Elasticities } from './build-report.ts'

/** Every documented constant of the scenario's mechanisms with the value that it has there; paths are those of `--set`. */
export function assumptionsOf(scenario: Scenario, elasticities: Elasticities): Assumption[] {
  return listParameters(scenarioSchema).map(({ path, value: standard, note }) => {
    const value = valueAt(scenario, path)
    const assumed = 'assumed' in note
    return {
      path,
      value,
      unit: note.unit,
      about: note.about,
      source: assumed ? null : note.source,
      assumed: assumed ? { low: note.assumed[0], high: note.assumed[1], why: note.why } : null,
      tuned: assumed && note.tuned === true,
      overridden: canonicalJson(value) !== canonicalJson(standard),
      elasticity: elasticities[path] ?? null,
    }
  })
}

function valueAt(document: unknown, path: string): unknown {
  let value = document
  for (const name of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[name]
  return value
}
