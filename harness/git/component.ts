import { z } from 'zod'
import type { Component } from '../component.ts'
import { dockerComponent } from '../docker/component.ts'
import { removeLabelled } from '../docker/removal.ts'
import { labelsOf } from '../run/run.ts'
import { localRepository } from './address.ts'
import { createGitServer, isServing } from './server.ts'

const factsSchema = z.strictObject({
  container: z.string(),
  /** Address on the run's network, where clusters find it. */
  ip: z.string(),
  /** Port of 127.0.0.1. */
  port: z.number(),
})
export type GitFacts = z.output<typeof factsSchema>

/** The repository that environments follow: a Git server with nothing but one repository. */
export const gitComponent: Component<GitFacts> = {
  name: 'git',
  needs: [dockerComponent],
  facts: factsSchema,
  wanted: ({ needs }) => needs.has('gitops'),

  async up({ run, options, signal, factsOf }) {
    const { network } = factsOf(dockerComponent)
    return { ...(await createGitServer(run, { network, port: options.ports.git, signal })) }
  },

  down: (run) => removeLabelled(labelsOf(run, 'git')),

  async status(_run, { port }, signal) {
    const isUp = await isServing(port, signal)
    return [{ name: 'git', isUp, detail: isUp ? localRepository(port) : `nothing answers on 127.0.0.1:${port}` }]
  },
}
