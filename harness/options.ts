import { z } from 'zod'
import { nameSchema } from '../src/model/schema.ts'
import { trafficSchema } from './k6/settings.ts'
import { LOCKINGS } from './terraform/locking.ts'

const portSchema = z.number().int().min(1_024, { error: 'expected a port from 1024 to 65535' }).max(65_535)

/** How the real environment is made. Everything has a default. */
export const environmentSchema = z.strictObject({
  /** A cluster a region, or one cluster whose nodes are labelled with their region. */
  regions: z.enum(['clusters', 'labels']).default('clusters'),
  /** Clusters are created side by side or one after another (slower, with a lower peak of memory and processor time). */
  creation: z.enum(['parallel', 'one-by-one']).default('parallel'),
  /** Nodes that carry pods, a region: as many as the scenario's node groups have (at most {@link MAX_NODES}), or so many. */
  nodes: z.union([z.literal('scenario'), z.number().int().min(1).max(10)]).default('scenario'),
  /** A cluster that exists already, instead of kind. The context has to be named: the current one is never used. */
  existing: z
    .strictObject({
      kubeconfig: z.string().min(1),
      context: z.string({ error: 'name the context with --context: the current one is never taken' }).min(1),
    })
    .optional(),
  /**
   * `host[:port][/path]` of an image registry that this machine can push to and the clusters can pull from, instead of a local
   * one. Needed with `existing`.
   */
  registry: z.string().min(1).optional(),
  /** Ports of 127.0.0.1; without them free ones are taken. */
  ports: z
    .strictObject({
      registry: portSchema.optional(),
      /** Services get this one and those that follow, region by region. */
      services: portSchema.optional(),
    })
    .default({}),
  /** Services that can be reached from this machine; without it, the first {@link MAX_EXPOSED} of the fleet. */
  exposed: z.array(nameSchema).optional(),
  terraform: z
    .strictObject({
      /** What keeps two runs of Terraform apart: an item in a DynamoDB table, a file beside the state, or both. */
      locking: z.enum(LOCKINGS).default('dynamodb'),
    })
    .prefault({}),
  /** Requests that k6 sends to services while they are deployed. */
  traffic: trafficSchema.prefault({}),
})
export type EnvironmentOptions = z.output<typeof environmentSchema>
export type EnvironmentOptionsInput = z.input<typeof environmentSchema>

/** Nodes a region that are made at most when the scenario decides: each is a container with a kubelet. */
export const MAX_NODES = 4

/** Services a region that get a port of this machine at most: each is a process of Docker. */
export const MAX_EXPOSED = 24
