import { setTimeout as pause } from 'node:timers/promises'
import { EnvironmentUnavailableError } from '../../src/model/errors.ts'
import { ToolFailedError } from '../tool/tool-failed-error.ts'
import { docker } from './docker.ts'
import { type DockerResources, labelled } from './resources.ts'

/** Rounds of looking and removing before it is given up. */
const ROUNDS = 20
/** Time for the engine to finish what a command that was just ended had asked for. */
const SETTLE_MS = 250

/**
 * Removes everything that carries all of the labels, containers with their anonymous volumes. A command that was ended in the middle may
 * still be served by the engine, so the answer counts only when it has been "nothing" twice. Not an error when there is nothing.
 */
export async function removeLabelled(labels: readonly string[]): Promise<void> {
  let quiet = 0
  let left: DockerResources = { containers: [], networks: [], volumes: [] }
  for (let round = 0; round < ROUNDS; round++) {
    left = await labelled(labels)
    if (left.containers.length + left.networks.length + left.volumes.length === 0) {
      if (++quiet === 2) return
    } else {
      quiet = 0
      await remove(left)
    }
    await pause(SETTLE_MS)
  }
  throw new EnvironmentUnavailableError(`Docker does not let go of ${describe(left)}`, {
    where: `Docker resources labelled ${labels.join(', ')}`,
    remedy: `restart Docker, then run "seatrial env down" again`,
  })
}

/** Removes containers first: they hold networks and volumes. What is gone already is fine; what resists is tried in the next round. */
async function remove(resources: DockerResources): Promise<void> {
  const { containers, networks, volumes } = resources
  if (containers.length > 0) await attempt(['rm', '--force', '--volumes', ...containers])
  if (volumes.length > 0) await attempt(['volume', 'rm', '--force', ...volumes])
  if (networks.length > 0) await attempt(['network', 'rm', ...networks])
}

async function attempt(args: readonly string[]): Promise<void> {
  try {
    await docker(args)
  } catch (error) {
    if (!(error instanceof ToolFailedError)) throw error
  }
}

function describe(left: DockerResources): string {
  return Object.entries(left)
    .filter(([, ids]) => ids.length > 0)
    .map(([kind, ids]) => `${kind} ${ids.join(', ')}`)
    .join('; ')
}
