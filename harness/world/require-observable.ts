import { steadyStateText } from '../../src/model/chaos.ts'
import { InvalidInputError } from '../../src/model/errors.ts'
import type { Scenario } from '../../src/model/scenario.ts'

/**
 * Refuses experiments on fake pods whose steady state nobody could see there: no request reaches such a pod, so that none fails. Throws
 * `InvalidInputError` with each probe.
 */
export function requireObservable(scenarios: readonly Scenario[]): void {
  for (const { name, chaos } of scenarios) {
    const problems = (chaos?.steadyState ?? []).flatMap((one, index) =>
      one.probe === 'ready-replicas'
        ? []
        : [
            {
              path: `chaos.steadyState.${index}`,
              message: `expected a probe that fake pods have a reading for (ready-replicas), got "${steadyStateText(one)}"`,
              remedy: 'run it with --set environment.pods=real, or look at ready-replicas',
            },
          ],
    )
    if (problems.length > 0) throw new InvalidInputError(`scenario ${name}`, problems)
  }
}
