import { z } from 'zod'
import type { Component } from '../component.ts'
import { dockerComponent } from '../docker/component.ts'
import { removeLabelled } from '../docker/removal.ts'
import { labelsOf } from '../run/run.ts'
import { Aws } from './aws.ts'
import { AWS_SERVICES, startLocalStack } from './container.ts'
import { unhealthyServices, untilHealthy } from './health.ts'
import { createStateStore } from './state-store.ts'

const factsSchema = z.strictObject({
  /** `http://127.0.0.1:port` of all its services. */
  endpoint: z.string(),
  bucket: z.string(),
  keyArn: z.string(),
  table: z.string(),
})
export type LocalStackFacts = z.output<typeof factsSchema>

/** AWS for Terraform: LocalStack with a bucket, a key and a lock table for its states. */
export const localStackComponent: Component<LocalStackFacts> = {
  name: 'localstack',
  needs: [dockerComponent],
  facts: factsSchema,
  wanted: ({ needs }) => needs.has('infrastructure'),

  async up({ run, options, signal }) {
    const { readyWithinMs } = options.localstack
    const container = await startLocalStack(run, { readyWithinMs, signal })
    const endpoint = `http://127.0.0.1:${container.getPort()}`
    await untilHealthy(endpoint, AWS_SERVICES, { signal, limitMs: readyWithinMs })
    return { endpoint, ...(await createStateStore(new Aws(endpoint, signal))) }
  },

  down: (run) => removeLabelled(labelsOf(run, 'localstack')),

  async status(_run, { endpoint }, signal) {
    try {
      const missing = await unhealthyServices(endpoint, AWS_SERVICES, signal)
      const isUp = missing.length === 0
      return [{ name: 'localstack', isUp, detail: isUp ? endpoint : missing.join(', ') }]
    } catch {
      signal.throwIfAborted()
      return [{ name: 'localstack', isUp: false, detail: `nothing answers on ${endpoint}` }]
    }
  },
}
