import { z } from 'zod'
import { ratioSchema } from './schema.ts'

/** What shows that production is as it should be: the share of requests that fail, or the share of replicas that are ready. */
export const PROBES = ['error-ratio', 'ready-replicas'] as const

/** One tolerance of the steady state. Without a service, it holds for each service that the deployment changes. */
export const steadyStateSchema = z.strictObject({
  probe: z.enum(PROBES),
  service: z.string().optional(),
  comparison: z.enum(['at-most', 'at-least']),
  value: ratioSchema,
})
export type SteadyState = z.output<typeof steadyStateSchema>

/** How much damage an experiment may do. */
export const blastRadiusSchema = z.strictObject({
  /** Share of the deployments that were rolled back or failed. */
  failedDeployments: ratioSchema.optional(),
  /** Share of the requests that were lost. */
  lostRequests: ratioSchema.optional(),
})

/** How the faults of a scenario make an experiment. */
export const chaosSchema = z.strictObject({
  /** The hypothesis: looked at before the first fault, every 15 s, and after the last. No fault is put in where it does not hold before. */
  steadyState: z.array(steadyStateSchema).min(1, { error: 'an experiment needs a steady state to disturb' }),
  /**
   * `parallel`: all faults by their own times. `sequential`: each when the one before has ended. `random`: one of them in each
   * deployment, drawn by the seed.
   */
  method: z.enum(['parallel', 'sequential', 'random']).default('parallel'),
  /**
   * `always`: a fault is taken out when its time is over. `on-deviation`: at once when the steady state deviates, too.
   * `never`: it stays until a person has repaired what it broke, for 4 h at most. The end of a deployment always takes everything out.
   */
  rollbacks: z.enum(['always', 'on-deviation', 'never']).default('always'),
  /** More than this, looked at after each stretch from 10 deployments on, and the whole run is stopped: exit code 3. */
  blastRadius: blastRadiusSchema.default({}),
})
export type Chaos = z.output<typeof chaosSchema>

/** A tolerance in words, as reports name it. */
export const steadyStateText = ({ probe, service, comparison, value }: SteadyState): string =>
  `${probe}${service === undefined ? '' : ` of ${service}`} ${comparison === 'at-most' ? '<=' : '>='} ${value}`
