import { z } from 'zod'
import type { Component } from '../component.ts'
import { dockerComponent } from '../docker/component.ts'
import { docker } from '../docker/docker.ts'
import { removeLabelled } from '../docker/removal.ts'
import { registryComponent } from '../registry/component.ts'
import { seedImage } from '../registry/seed.ts'
import { labelsOf } from '../run/run.ts'
import { buildxEnvironment, startDaemon } from './daemon.ts'
import { requireBuildx } from './require-buildx.ts'

const factsSchema = z.strictObject({
  /** Name of the builder, as buildx knows it with {@link buildxEnvironment}. */
  builder: z.string(),
  network: z.string(),
  /** The base image of all services, in the registry. */
  baseImage: z.string(),
  /** The registry when it speaks plain HTTP. */
  insecureRegistry: z.string().optional(),
})
export type BuildFacts = z.output<typeof factsSchema>

/** The build daemon that stays warm, and the base image in the registry. */
export const buildkitComponent: Component<BuildFacts> = {
  name: 'buildkit',
  needs: [dockerComponent, registryComponent],
  facts: factsSchema,
  wanted: ({ needs }) => needs.has('builds'),

  async up({ run, signal, say, factsOf }) {
    await requireBuildx(signal)
    const registry = factsOf(registryComponent)
    const { network } = factsOf(dockerComponent)
    const insecureRegistry = registry.port === undefined ? undefined : registry.address
    const builder = await startDaemon(run, { part: 'buildkit', network, insecureRegistry, signal })
    say('putting the base image into the registry')
    const baseImage = await seedImage('service', registry, signal)
    return { builder, network, baseImage, ...(insecureRegistry === undefined ? {} : { insecureRegistry }) }
  },

  down: (run) => removeLabelled(labelsOf(run, 'buildkit')),

  async status(run, { builder }, signal) {
    try {
      const text = await docker(['buildx', 'inspect', builder], { signal, env: buildxEnvironment(run) })
      const version = /BuildKit version:\s*(\S+)/.exec(text)?.[1]
      const isUp = /Status:\s*running/.test(text)
      return [
        { name: 'buildkit', isUp, detail: isUp ? `builder ${builder}, ${version}` : `${builder} does not answer` },
      ]
    } catch (error) {
      signal.throwIfAborted()
      return [{ name: 'buildkit', isUp: false, detail: error instanceof Error ? error.message : String(error) }]
    }
  },
}
