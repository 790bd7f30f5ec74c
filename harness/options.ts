import { z } from 'zod'
import { InvalidInputError } from '../src/model/errors.ts'
import { millisSchema, nameSchema } from '../src/model/schema.ts'
import { minutes } from '../src/model/units.ts'
import { problemsOf } from '../src/model/validation/problems.ts'
import { trafficSchema } from './k6/settings.ts'
import { LOCKINGS } from './terraform/locking.ts'

const portSchema = z.number().int().min(1_024, { error: 'expected a port from 1024 to 65535' }).max(65_535)

/**
 * What the controllers of a cluster of fake pods may do (kube-controller-manager and kube-scheduler `--kube-api-qps` and
 * `--kube-api-burst`, kube-controller-manager `--concurrent-deployment-syncs` and `--concurrent-replicaset-syncs`). The defaults of
 * Kubernetes, 20, 30 and 5, are too slow to bring a fleet up; they can be set here to see what they cost.
 */
const kwokSchema = z.strictObject({
  callsPerSecond: z.number().int().min(1).default(300),
  callBurst: z.number().int().min(1).default(600),
  syncs: z.number().int().min(1).default(20),
})
export type KwokOptions = z.output<typeof kwokSchema>

/** How the real environment is made. Everything has a default. */
export const environmentSchema = z
  .strictObject({
    /** A cluster a region, or one cluster whose nodes are labelled with their region. */
    regions: z.enum(['clusters', 'labels']).default('clusters'),
    /** Clusters are created side by side or one after another (slower, with a lower peak of memory and processor time). */
    creation: z.enum(['parallel', 'one-by-one']).default('parallel'),
    /** Nodes that carry pods, a region: as many as the scenario's node groups have (at most {@link MAX_NODES}), or so many. */
    nodes: z.union([z.literal('scenario'), z.number().int().min(1).max(10)]).default('scenario'),
    /**
     * Pods run for real, or KWOK says of fake ones on fake nodes that they do: then all regions are labels of one cluster, whose
     * control plane is real.
     */
    pods: z.enum(['real', 'kwok']).default('real'),
    kwok: kwokSchema.prefault({}),
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
        git: portSchema.optional(),
        /** Services get this one and those that follow, region by region. */
        services: portSchema.optional(),
      })
      .default({}),
    /** Services that can be reached from this machine; without it, the first {@link MAX_EXPOSED} of the fleet. */
    exposed: z.array(nameSchema).optional(),
    /** The controller of canary deployments, for scenarios to come; a scenario with a canary brings it up anyway. */
    canary: z.enum(['argo-rollouts', 'none']).default('none'),
    terraform: z
      .strictObject({
        /** What keeps two runs of Terraform apart: an item in a DynamoDB table, a file beside the state, or both. */
        locking: z.enum(LOCKINGS).default('dynamodb'),
      })
      .prefault({}),
    /** Requests that k6 sends to services while they are deployed. */
    traffic: trafficSchema.prefault({}),
    observation: z
      .strictObject({
        /** What the alert on errors counts: the requests that k6 lost, or what the pods themselves expose to Prometheus. */
        metrics: z.enum(['k6', 'scrape']).default('k6'),
      })
      .prefault({}),
    localstack: z
      .strictObject({
        /** How long LocalStack may take from its start until it is ready. */
        readyWithinMs: millisSchema.default(minutes(5)),
      })
      .prefault({}),
  })
  .refine((options) => options.existing === undefined || options.registry !== undefined, {
    error: 'a cluster that exists cannot pull from a registry of this machine; name one that both can reach',
    path: ['registry'],
  })
  .refine(({ pods, existing }) => pods === 'real' || existing === undefined, {
    error: 'fake nodes do not go into a cluster that exists already: leave out "existing", or set pods to "real"',
    path: ['pods'],
  })
  .refine(({ pods, observation }) => pods === 'real' || observation.metrics !== 'scrape', {
    error: 'fake pods carry no code that exposes metrics: set metrics to "k6", or environment.pods to "real"',
    path: ['observation', 'metrics'],
  })
export type EnvironmentOptions = z.output<typeof environmentSchema>
export type EnvironmentOptionsInput = z.input<typeof environmentSchema>

/**
 * Checks settings of an environment, as a document without the `environment.` before its fields, and fills in the defaults. Throws
 * `InvalidInputError` with every problem; `where` says where the settings come from.
 */
export function parseEnvironmentOptions(input: unknown, where: string): EnvironmentOptions {
  const parsed = environmentSchema.safeParse(input)
  if (parsed.success) return parsed.data
  const problems = problemsOf(parsed.error.issues, environmentSchema, input)
  const placed = problems.map((problem) => ({ ...problem, path: `environment.${problem.path}`.replace(/\.$/, '') }))
  throw new InvalidInputError(where, placed, parsed.error)
}

/** Nodes a region that are made at most when the scenario decides: each is a container with a kubelet. */
export const MAX_NODES = 4

/** Services a region that get a port of this machine at most: each is a process of Docker. */
export const MAX_EXPOSED = 24
