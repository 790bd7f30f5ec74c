import { z } from 'zod'
import type { Component } from '../component.ts'
import { dockerComponent } from '../docker/component.ts'
import { removeLabelled } from '../docker/removal.ts'
import { labelsOf } from '../run/run.ts'
import { LOCAL_REGISTRY } from './address.ts'
import { answers, startRegistry } from './start.ts'

const factsSchema = z.strictObject({
  /** What images are named after, for clusters and the build daemon: `host:port` or `host/path`. */
  address: z.string(),
  /** The same registry as this machine sees it. */
  hostAddress: z.string(),
  /** Port of 127.0.0.1, when it is a local one. */
  port: z.number().optional(),
})
export type RegistryFacts = z.output<typeof factsSchema>

/** The image registry: a local one, or the one that the options name. */
export const registryComponent: Component<RegistryFacts> = {
  name: 'registry',
  needs: [dockerComponent],
  facts: factsSchema,
  wanted: ({ needs }) => needs.has('builds') || needs.has('clusters'),

  async up({ run, options, signal, factsOf }) {
    if (options.registry !== undefined) return { address: options.registry, hostAddress: options.registry }
    const { network } = factsOf(dockerComponent)
    const { port } = await startRegistry(run, { network, port: options.ports.registry, signal })
    return { address: LOCAL_REGISTRY, hostAddress: `127.0.0.1:${port}`, port }
  },

  down: (run) => removeLabelled(labelsOf(run, 'registry')),

  async status(_run, { port, hostAddress }, signal) {
    const isUp = port === undefined || (await answers(port, signal))
    const detail = isUp ? `http://${hostAddress}` : `nothing answers on ${hostAddress}`
    return [{ name: 'registry', isUp, detail: port === undefined ? `${hostAddress} (not ours)` : detail }]
  },
}
