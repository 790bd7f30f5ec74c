import type { Problem } from '../errors.ts'
import type { Suite } from '../suite.ts'
import { duplicateNames, unknownName } from './names.ts'
import { checkMetric } from './target-checks.ts'

/** Comparisons and the factorial of a suite must name its scenarios. */
export function checkSuiteNames(suite: Suite): Problem[] {
  const names = suite.scenarios.map((scenario) => scenario.name)
  const named = (path: string, name: string) => unknownName(path, name, names, 'scenario')
  const stages = suite.scenarios.flatMap(({ pipeline }) => pipeline.stages.map(({ name }) => name))
  const factorial = suite.factorial
  return [
    ...duplicateNames('scenarios', suite.scenarios, 'scenario'),
    ...suite.comparisons.flatMap(({ from, to, metric }, i) => [
      ...named(`comparisons.${i}.from`, from),
      ...named(`comparisons.${i}.to`, to),
      ...checkMetric(`comparisons.${i}.metric`, metric, stages),
    ]),
    ...(factorial === undefined
      ? []
      : [
          ...named('factorial.neither', factorial.neither),
          ...named('factorial.first.scenario', factorial.first.scenario),
          ...named('factorial.second.scenario', factorial.second.scenario),
          ...named('factorial.both', factorial.both),
        ]),
  ]
}
