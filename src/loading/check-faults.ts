import { campaignProblems, chaosProblems, faultProblems } from '../faults/check-settings.ts'
import { InvalidInputError, type Problem } from '../model/errors.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Suite } from '../model/suite.ts'
import { type Validated, validateScenario, validateSuite } from '../model/validate.ts'

/** Validates a scenario, the settings of its faults included. Throws {@link InvalidInputError}. */
export function validateWithFaults(input: unknown, where: string): Validated<Scenario> {
  const validated = validateScenario(input, where)
  refuse(where, problemsOf(validated.value))
  return validated
}

/** The same for a suite. */
export function validateSuiteWithFaults(input: unknown, where: string): Validated<Suite> {
  const validated = validateSuite(input, where)
  const problems = validated.value.scenarios.flatMap((scenario, i) =>
    problemsOf(scenario).map((problem) => ({ ...problem, path: `scenarios.${i}.${problem.path}` })),
  )
  refuse(where, problems)
  return validated
}

const problemsOf = (scenario: Scenario): Problem[] => [
  ...faultProblems(scenario),
  ...chaosProblems(scenario),
  ...campaignProblems(scenario),
]

function refuse(where: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidInputError(where, problems)
}
