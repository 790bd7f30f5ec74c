import { z } from 'zod'
import { deliveryStrategySchema } from './delivery-strategy.ts'
import { constant, distributionSchema } from './distribution.ts'
import { FAILURE_CLASSES } from './failure.ts'
import { countSchema, millisSchema, ratioSchema } from './schema.ts'
import { hours } from './units.ts'

/** The stages that reports know by name; a pipeline may leave any out and may add its own. */
export const STAGE_NAMES = [
  'build',
  'test',
  'security-scan',
  'infrastructure',
  'deploy-staging',
  'deploy-production',
] as const

/** Which services a job covers: those that the change set touches, or the whole fleet. */
const scopeSchema = z.enum(['changed', 'all'])
/** One after another inside one job, or a job each that runners take as they come free (a CI matrix is a list of jobs). */
const orderSchema = z.enum(['one-by-one', 'parallel'])
/** How many at once: one after another, or all. */
const regionsSchema = z.enum(['one-by-one', 'parallel'])

const job = {
  name: z.string().min(1),
  /** Jobs, by name, that must have passed before this one is queued. Without it: every job of the stages before. */
  needs: z.array(z.string()).optional(),
  /** Lower goes first when runners are short. */
  priority: z.number().int().default(0),
  timeoutMs: millisSchema.default(hours(1)),
  /** A failure is recorded and does not stop the pipeline. */
  allowFailure: z.boolean().default(false),
  /** Overrides the pipeline's number of automatic retries. */
  retries: countSchema.max(2, { error: 'expected at most 2 retries' }).optional(),
}

/** Where finished layers are found again. */
export const layerCacheSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.enum(['local', 'inline']), key: z.enum(['content-hash', 'ref']).default('content-hash') }),
  z.strictObject({
    kind: z.literal('registry'),
    key: z.enum(['content-hash', 'ref']).default('content-hash'),
    /** `max` exports the layers of every stage of a multi-stage build, `min` only those of the final image. */
    mode: z.enum(['min', 'max']).default('max'),
  }),
])
export type LayerCache = z.output<typeof layerCacheSchema>

const buildJobSchema = z.strictObject({
  kind: z.literal('build'),
  ...job,
  scope: scopeSchema.default('changed'),
  order: orderSchema.default('parallel'),
  layerCache: layerCacheSchema.default({ kind: 'none' }),
  /** Package caches (.gradle, .m2, node_modules), keyed by lock-file hash or by branch. */
  dependencyCache: z.enum(['none', 'lock-file', 'ref']).default('none'),
  daemon: z.enum(['cold', 'warm']).default('cold'),
})

const testJobSchema = z.strictObject({
  kind: z.literal('test'),
  ...job,
  suites: z.enum(['unit', 'integration', 'all']).default('all'),
  scope: scopeSchema.default('changed'),
  order: orderSchema.default('parallel'),
  /** Where a suite's state comes from: containers of its own, or databases shared by all suites. */
  state: z.enum(['containers', 'shared-databases']).default('containers'),
  /** Workers a suite is split over. */
  workers: countSchema.min(1).default(1),
  /** What happens when a test fails: a person looks and starts it again, the runner does, or the failure stands. */
  rerun: z.enum(['by-hand', 'automatic', 'never']).default('automatic'),
})

const scanJobSchema = z.strictObject({
  kind: z.literal('scan'),
  ...job,
  scan: z.enum(['image', 'static', 'secrets', 'licences', 'terraform-policy']),
  scope: scopeSchema.default('changed'),
  order: orderSchema.default('parallel'),
  /** A finding of HIGH or CRITICAL fails the job. */
  blocking: z.boolean().default(true),
})

const terraformJobSchema = z.strictObject({
  kind: z.literal('terraform'),
  ...job,
  /** One state for a region, or one a team in each region. */
  states: z.enum(['per-region', 'per-team']).default('per-region'),
  regions: regionsSchema.default('parallel'),
  /** Skips states whose inputs have the checksum of the last apply. */
  skipUnchanged: z.boolean().default(false),
  /** A person reads every plan, only a plan that changes something, or none. */
  review: z.enum(['every-plan', 'changes', 'none']).default('changes'),
  /** `-lock-timeout`: 0 fails at once when the state is locked. */
  lockTimeoutMs: millisSchema.default(0),
})

const dnsJobSchema = z.strictObject({
  kind: z.literal('dns'),
  ...job,
  regions: regionsSchema.default('one-by-one'),
})

const migrateJobSchema = z.strictObject({
  kind: z.literal('migrate'),
  ...job,
  by: z.enum(['person', 'pipeline']).default('pipeline'),
  /** Tried on a copy of production first. */
  validated: z.boolean().default(false),
  /**
   * `in-place` migrates production where it stands. `expand-contract` only adds, and leaves taking away to a later release, so that
   * both versions can live with it. `blue-green` migrates a replica and switches to it: going back is switching back, within a
   * window. Without it `backwardCompatible` says the same of `in-place` and `expand-contract`.
   */
  method: z.enum(['in-place', 'expand-contract', 'blue-green']).optional(),
  /** Only expand/contract changes, which the version before can live with. */
  backwardCompatible: z.boolean().default(false),
})

const deployJobSchema = z.strictObject({
  kind: z.literal('deploy'),
  ...job,
  environment: z.enum(['staging', 'production']),
  /** A person's kubectl, or a commit that Argo CD syncs. */
  delivery: z.enum(['kubectl', 'gitops']),
  regions: regionsSchema.default('parallel'),
  services: orderSchema.default('parallel'),
  /** Follows the dependency graph: dependencies are healthy before their dependants start (sync waves). */
  waves: z.boolean().default(false),
  /** How a new version gets its traffic in production; without one as the Deployment's own strategy says. */
  strategy: deliveryStrategySchema.optional(),
  /** A smoke test after each service, by whom. */
  smokeTest: z.enum(['none', 'person', 'pipeline']).default('none'),
})

const manualJobSchema = z.strictObject({
  kind: z.literal('manual'),
  ...job,
  /** What the person does, one entry a step; the sum over a pipeline is its number of manual steps. */
  steps: z.array(z.string().min(1)).min(1),
  /** What a wrong step damages. */
  touches: z.enum(['nothing', 'build', 'test', 'infrastructure', 'configuration', 'rollout']).default('nothing'),
  /** Steps are ticked off a written list. */
  checklist: z.boolean().default(false),
  perRegion: z.boolean().default(false),
})

const approvalJobSchema = z.strictObject({
  kind: z.literal('approval'),
  ...job,
  subject: z.enum(['test-results', 'production', 'database']),
})

const taskJobSchema = z.strictObject({
  kind: z.literal('task'),
  ...job,
  duration: distributionSchema.default(constant(0)),
  failureProbability: ratioSchema.default(0),
  /** Program and arguments that the real environment runs; the simulator draws `duration` instead. */
  command: z.array(z.string()).optional(),
  /** How many copies (a CI `parallel`). */
  copies: countSchema.min(1).default(1),
})

/** One kind of job; what is in it depends on `kind`. */
export const jobSchema = z.discriminatedUnion('kind', [
  buildJobSchema,
  testJobSchema,
  scanJobSchema,
  terraformJobSchema,
  dnsJobSchema,
  migrateJobSchema,
  deployJobSchema,
  manualJobSchema,
  approvalJobSchema,
  taskJobSchema,
])
export type Job = z.output<typeof jobSchema>
export type JobInput = z.input<typeof jobSchema>
export type JobKind = Job['kind']
export type JobOf<K extends JobKind> = Extract<Job, { kind: K }>

/** Jobs that may run side by side. A stage starts when the one before has passed, unless its jobs say what they need. */
export const stageSchema = z.strictObject({
  name: z.string().min(1),
  jobs: z.array(jobSchema).min(1, { error: 'a stage needs at least one job' }),
})
export type Stage = z.output<typeof stageSchema>

/** What brings production back after a bad release. */
export const ROLLBACK_POLICIES = ['none', 'manual', 'any-failure', 'guarded', 'readiness-failures'] as const
export type RollbackPolicy = (typeof ROLLBACK_POLICIES)[number]

/** How a change gets to production. */
export const pipelineSchema = z.strictObject({
  name: z.string().min(1).default('pipeline'),
  /** Machines that take jobs; shared by all deployments under way. */
  runners: countSchema.min(1, { error: 'expected at least one runner' }).default(10),
  stages: z.array(stageSchema).min(1, { error: 'a pipeline needs at least one stage' }),
  retry: z
    .strictObject({
      max: countSchema.max(2, { error: 'expected at most 2 retries' }),
      on: z.array(z.enum(FAILURE_CLASSES)),
    })
    .default({ max: 0, on: [] }),
  rollback: z
    .strictObject({
      /**
       * `none` leaves it; `manual` pages a person; `any-failure` reverts at once, whatever changed; `guarded` reverts at
       * once unless a database changed, which a person must approve; `readiness-failures` is guarded, and acts on the
       * share of new pods that are not ready.
       */
      policy: z.enum(ROLLBACK_POLICIES),
      readinessFailureRatio: ratioSchema.default(0.2),
    })
    .default({ policy: 'manual', readinessFailureRatio: 0.2 }),
  /** Alerting that pages within minutes, or people who notice. */
  monitoring: z.enum(['alerts', 'people']).default('alerts'),
  /** Deployments to one environment wait for each other (a GitLab resource group) or run over each other. */
  exclusive: z.boolean().default(true),
  /** Compares the revision that runs with the revision that was to be deployed. */
  provenanceCheck: z.boolean().default(false),
  /** Looks for drift once a day and repairs it. */
  dailyDriftDetection: z.boolean().default(false),
  /** People who stay with a deployment from its trigger to its end, beside what they do with their own hands. */
  attendants: countSchema.default(0),
  /** People who can work on deployments at once. */
  releaseEngineers: countSchema.min(1).default(2),
})
export type Pipeline = z.output<typeof pipelineSchema>
export type PipelineInput = z.input<typeof pipelineSchema>
