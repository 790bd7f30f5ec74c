import { EnvironmentUnavailableError, InvalidInputError } from '../../src/model/errors.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import { asksForCanary } from '../canary/asked.ts'
import { argoRolloutsComponent } from '../canary/component.ts'
import type { Environment } from '../environment/environment.ts'
import { kwokComponent } from '../kwok/component.ts'

/**
 * Refuses canaries where nothing could carry them out. Throws `InvalidInputError` for fake pods, which have no requests to analyse, and
 * `EnvironmentUnavailableError` for an environment that came up without the controller.
 */
export function requireCanaries(scenarios: readonly Scenario[], environment: Pick<Environment, 'has'>): void {
  const asking = scenarios.find(asksForCanary)
  if (asking === undefined) return
  if (environment.has(kwokComponent)) {
    throw new InvalidInputError(`scenario ${asking.name}`, [
      {
        path: 'pipeline',
        message: 'expected real pods for a canary: its analysis measures requests, and fake pods answer none',
        remedy: 'run it with --set environment.pods=real, or leave `strategy` out',
      },
    ])
  }
  if (environment.has(argoRolloutsComponent)) return
  throw new EnvironmentUnavailableError(
    `scenario ${asking.name} asks for a canary, and this environment has no Argo Rollouts`,
    {
      where: 'real environment',
      remedy: 'bring one up with --set environment.canary=argo-rollouts, or leave --environment out',
    },
  )
}
