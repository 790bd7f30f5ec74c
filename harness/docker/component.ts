import { z } from 'zod'
import type { Component } from '../component.ts'
import { labelsOf } from '../run/run.ts'
import { docker } from './docker.ts'
import { probeEngine } from './engine.ts'
import { createNetwork } from './network.ts'
import { removeLabelled } from './removal.ts'
import { labelled } from './resources.ts'

const factsSchema = z.strictObject({ engine: z.string(), network: z.string() })

/** The Docker engine and the run's network on it. Its `down` removes everything in Docker that carries the run's label. */
export const dockerComponent: Component<z.output<typeof factsSchema>> = {
  name: 'docker',
  needs: [],
  facts: factsSchema,

  async up({ run, signal }) {
    const engine = await probeEngine(signal)
    return { engine: engine.version, network: await createNetwork(run, signal) }
  },

  down: (run) => removeLabelled(labelsOf(run)),

  async status(run, { network }, signal) {
    const resources = await labelled(labelsOf(run), signal)
    const isUp = resources.networks.length > 0
    const containers = `${resources.containers.length} containers`
    const version = isUp ? await docker(['version', '--format', '{{.Server.Version}}'], { signal }) : ''
    return [
      {
        name: 'docker',
        isUp,
        detail: isUp ? `engine ${version}, network ${network}, ${containers}` : `the network ${network} is gone`,
      },
    ]
  },
}
