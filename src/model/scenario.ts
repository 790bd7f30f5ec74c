import { z } from 'zod'
import { campaignSchema } from './campaign.ts'
import { chaosSchema } from './chaos.ts'
import { constantNoteSchema } from './constant-note.ts'
import { deploymentsSchema } from './deployments.ts'
import { faultSchema } from './fault.ts'
import { fleetSchema } from './fleet.ts'
import { mechanismsSchema } from './mechanisms/index.ts'
import { pipelineSchema } from './pipeline.ts'
import { targetSchema } from './target.ts'

/** A published figure that a report prints beside the simulated one. Never an input of the simulation. */
export const publishedSchema = z.strictObject({
  metric: z.string().min(1),
  statistic: z.string().min(1),
  value: z.number(),
  source: z.string().min(1),
})
export type Published = z.output<typeof publishedSchema>

/** Everything that a rehearsal needs: what is deployed, how, how often, what goes wrong, and what is good enough. */
export const scenarioSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().default(''),
  fleet: fleetSchema,
  pipeline: pipelineSchema,
  deployments: deploymentsSchema,
  faults: z.array(faultSchema).default([]),
  /** Makes an experiment of the faults: a steady state, how they follow each other, how far they may go. */
  chaos: chaosSchema.optional(),
  /** What `bench --campaign` runs; everything left out has its default. An ordinary run does not look at it. */
  campaign: campaignSchema.optional(),
  targets: z.array(targetSchema).default([]),
  published: z.array(publishedSchema).default([]),
  /** Constants of the mechanisms; everything left out has its documented default. */
  mechanisms: mechanismsSchema.prefault({}),
  /** Constants that the author put into the data above, beside those that the schema declares. */
  assumptions: z.array(constantNoteSchema).default([]),
})
/** A validated scenario with all defaults filled in. Plain data: it can be written to JSON, hashed, sent to a worker. */
export type Scenario = z.output<typeof scenarioSchema>
/** What an engineer writes. */
export type ScenarioInput = z.input<typeof scenarioSchema>

/** Names of things that a scenario's fleet has, as types, where they were written as literals. */
type Names<T extends ScenarioInput> = T['fleet']['services'][number]['name']

/**
 * Types a scenario. The value is returned as it is; it is validated when it is loaded, with a message that names the
 * path. Faults that select a service by a name that the fleet does not have are rejected by the compiler where the fleet
 * is written out literally.
 */
export function defineScenario<const T extends ScenarioInput>(
  scenario: T & { readonly faults?: readonly { readonly selector?: { readonly service?: Names<T> } }[] },
): T {
  return scenario
}
