import { rm } from 'node:fs/promises'
import { z } from 'zod'
import type { Component } from '../component.ts'
import { localStackComponent } from '../localstack/component.ts'
import { LOCKINGS } from './locking.ts'
import { kubernetesProviderProblem } from './provider.ts'
import { terraformVersion } from './version.ts'
import { workspacesOf } from './workspace.ts'

const factsSchema = z.strictObject({
  version: z.string(),
  locking: z.enum(LOCKINGS),
  /** Whether a stack can own a ConfigMap, which is what real drift needs. */
  kubernetesProvider: z.boolean(),
})
export type TerraformFacts = z.output<typeof factsSchema>

/** Terraform: the program on the PATH, with its states in LocalStack. */
export const terraformComponent: Component<TerraformFacts> = {
  name: 'terraform',
  needs: [localStackComponent],
  facts: factsSchema,
  wanted: ({ needs }) => needs.has('infrastructure'),

  async up({ run, options, signal, say }) {
    const version = await terraformVersion(signal)
    const problem = await kubernetesProviderProblem(workspacesOf(run), signal)
    if (problem !== undefined) say(`no drift of real objects: the kubernetes provider cannot be had (${problem})`)
    return { version, locking: options.terraform.locking, kubernetesProvider: problem === undefined }
  },

  down: (run) => rm(workspacesOf(run), { recursive: true, force: true }),

  async status(_run, facts, signal) {
    const version = await terraformVersion(signal).catch((error: unknown) => error)
    if (version instanceof Error) return [{ name: 'terraform', isUp: false, detail: version.message }]
    const provider = facts.kubernetesProvider ? 'with' : 'without'
    const detail = `version ${version}, locks: ${facts.locking}, ${provider} the kubernetes provider`
    return [{ name: 'terraform', isUp: true, detail }]
  },
}
