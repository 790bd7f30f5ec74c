import type { DeploymentRow } from '../analysis/index.ts'
import { InvalidInputError } from '../model/errors.ts'
import type { DeploymentAddress, Recording } from '../model/events.ts'
import type { Scenario } from '../model/scenario.ts'
import { deploymentsPerStretch } from './stretch.ts'
import { runStretchTask } from './stretch-task.ts'

/** Reads `S.D`. Throws InvalidInputError when it is not an address of a measured deployment of this scenario. */
export function parseAddress(text: string, scenario: Scenario): DeploymentAddress {
  const size = deploymentsPerStretch(scenario)
  const match = /^(\d+)\.(\d+)$/.exec(text)
  const address = { stretch: Number(match?.[1]), deployment: Number(match?.[2]) }
  if (match !== null && address.deployment < size) return address
  throw new InvalidInputError('--run', [
    {
      path: '',
      message:
        match === null
          ? `"${text}" is not the address of a deployment`
          : `stretch ${address.stretch} has no deployment ${address.deployment}`,
      remedy: `write STRETCH.DEPLOYMENT, the deployment from 0 to ${size - 1}, as the column "deployment" of runs.csv has it`,
    },
  ])
}

/**
 * One deployment of a batch with this seed, exactly as it was there, with its pods recorded. Simulates its whole stretch,
 * because state (caches, drift, other deployments under way) is carried inside it.
 */
export function replayDeployment(
  scenario: Scenario,
  seed: number,
  address: DeploymentAddress,
): { readonly row: DeploymentRow; readonly recording: Recording } {
  const { rows, recordings } = runStretchTask([scenario], {
    scenario: 0,
    seed,
    stretch: address.stretch,
    counted: address.deployment + 1,
    recorded: [address.deployment],
  })
  const row = rows.at(-1)
  const recording = recordings[0]
  if (row === undefined || recording === undefined) throw new Error('the stretch ended before the deployment did')
  return { row, recording }
}
