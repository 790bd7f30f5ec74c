import { InvalidInputError } from '../../model/errors.ts'
import type { Scenario } from '../../model/scenario.ts'
import { validateScenario } from '../../model/validate.ts'
import type { DifferenceGroup } from './difference-groups.ts'
import { withDifferences } from './differences.ts'

/** The scenario with this one group of differences made; undefined when it is not valid with them alone. */
export function alone(before: Scenario, { path, differences }: DifferenceGroup): Scenario | undefined {
  try {
    return validateScenario(withDifferences(before, differences), path).value
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined
    throw error
  }
}
