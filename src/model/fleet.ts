import { z } from 'zod'
import { distributionSchema, lognormal } from './distribution.ts'
import { countSchema, millisSchema, nameSchema, ratioSchema } from './schema.ts'
import { minutes, seconds } from './units.ts'

/** How much a service matters: who is paged, which node group carries it, how it is probed. */
export const TIERS = ['critical', 'important', 'standard'] as const
export type Tier = (typeof TIERS)[number]

/**
 * One probe of a container. Defaults are those of Kubernetes (`core/v1` Probe: period 10 s, timeout 1 s, failures 3,
 * successes 1, delay 0). The delay counts from the start of the container.
 */
export const probeSchema = z.strictObject({
  initialDelayMs: millisSchema.default(0),
  periodMs: millisSchema.refine((ms) => ms >= 1_000, { error: 'expected at least 1000 ms' }).default(seconds(10)),
  timeoutMs: millisSchema.default(seconds(1)),
  failureThreshold: countSchema.min(1).default(3),
  successThreshold: countSchema.min(1).default(1),
})
export type Probe = z.output<typeof probeSchema>

/** A number of pods, or a percentage of the desired replicas such as `25%`. */
export const intOrPercentSchema = z.union([
  countSchema,
  z.string().regex(/^\d{1,3}%$/, { error: 'expected a count or a percentage such as "25%"' }),
])
export type IntOrPercent = z.output<typeof intOrPercentSchema>

const isZero = (value: IntOrPercent): boolean => value === 0 || value === '0%'

/** How new pods replace old ones. Defaults are those of the `apps/v1` Deployment. */
export const strategySchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('rolling'),
      maxSurge: intOrPercentSchema.default('25%'),
      maxUnavailable: intOrPercentSchema.default('25%'),
      minReadyMs: millisSchema.default(0),
      progressDeadlineMs: millisSchema.default(seconds(600)),
    })
    .refine((s) => !(isZero(s.maxSurge) && isZero(s.maxUnavailable)), {
      error: 'maxSurge and maxUnavailable are both 0, so no pod could ever be replaced; set one of them above 0',
      path: ['maxUnavailable'],
    }),
  z.strictObject({
    kind: z.literal('recreate'),
    minReadyMs: millisSchema.default(0),
    progressDeadlineMs: millisSchema.default(seconds(600)),
  }),
])
export type Strategy = z.output<typeof strategySchema>

/** What a layer copies, which decides when its cache key changes: the base image, the lock file, or the sources. */
export const LAYER_INPUTS = ['base', 'lock-file', 'source'] as const
export type LayerInput = (typeof LAYER_INPUTS)[number]

/** One layer of an image, in build order. */
export const layerSchema = z.strictObject({
  name: z.string().min(1),
  input: z.enum(LAYER_INPUTS),
  sizeMiB: z.number().min(0),
  /** Time to execute its instruction on a miss, with a warm build daemon and a filled dependency cache. */
  build: distributionSchema,
})
export type Layer = z.output<typeof layerSchema>

/** A test suite of one service. */
export const suiteSchema = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['unit', 'integration']),
  /** Time on one worker, state set-up not included. */
  duration: distributionSchema,
  /** Probability that a run fails although nothing is wrong. */
  flakyRate: ratioSchema.default(0),
})
export type Suite = z.output<typeof suiteSchema>

const resourceSchema = z.strictObject({ cpuMilli: countSchema, memoryMiB: countSchema })

/** One deployable service. Everything but the name has a default. */
export const serviceSchema = z.strictObject({
  name: nameSchema,
  tier: z.enum(TIERS).default('standard'),
  team: nameSchema.default('platform'),
  replicas: countSchema.default(2),
  /** Replicas where a region differs from {@link replicas}. */
  replicasByRegion: z.record(z.string(), countSchema).optional(),
  /** Node group that carries the pods; without one, any group without a taint. */
  nodeGroup: nameSchema.optional(),
  antiAffinity: z.enum(['none', 'required-by-hostname']).default('none'),
  requests: resourceSchema.default({ cpuMilli: 250, memoryMiB: 512 }),
  limits: resourceSchema.optional(),
  strategy: strategySchema.prefault({ kind: 'rolling' }),
  probes: z
    .strictObject({
      startup: probeSchema.optional(),
      readiness: probeSchema.optional(),
      liveness: probeSchema.optional(),
    })
    .default({}),
  preStopMs: millisSchema.default(0),
  terminationGraceMs: millisSchema.default(seconds(30)),
  /** From the start of the container to the first request that it could answer. */
  startup: distributionSchema.default(lognormal({ median: seconds(20), sigma: 0.25 })),
  /** From SIGTERM to the exit of the process. */
  shutdown: distributionSchema.default(lognormal({ median: seconds(3), sigma: 0.4 })),
  imagePullPolicy: z.enum(['IfNotPresent', 'Always']).default('IfNotPresent'),
  layers: z.array(layerSchema).default([
    { name: 'base', input: 'base', sizeMiB: 180, build: lognormal({ median: seconds(20), sigma: 0.3 }) },
    { name: 'dependencies', input: 'lock-file', sizeMiB: 90, build: lognormal({ median: seconds(30), sigma: 0.3 }) },
    { name: 'application', input: 'source', sizeMiB: 8, build: lognormal({ median: seconds(30), sigma: 0.3 }) },
  ]),
  suites: z.array(suiteSchema).default([]),
  /** Services that must answer before this one can start. */
  dependsOn: z.array(nameSchema).default([]),
  databases: z.array(nameSchema).default([]),
  thirdParties: z.array(nameSchema).default([]),
  /** How often it changes, relative to the others. */
  changeWeight: z.number().min(0).default(1),
  /** Requests per second over all regions at the usual load. */
  requestsPerSecond: z.number().min(0).default(10),
})
export type Service = z.output<typeof serviceSchema>

/** A stateful workload: a database, or a cache or broker that services depend on in the same way. */
export const databaseSchema = z.strictObject({
  name: nameSchema,
  role: z.enum(['database', 'cache', 'broker']).default('database'),
  engine: z.string().default('postgresql'),
  sizeGiB: z.number().min(0).default(20),
  replicas: countSchema.default(1),
  /** Databases whose schema this one refers to. */
  dependsOn: z.array(nameSchema).default([]),
})
export type Database = z.output<typeof databaseSchema>

/** An API of somebody else that services call. */
export const thirdPartySchema = z.strictObject({
  name: nameSchema,
  latency: distributionSchema.default(lognormal({ median: 80, sigma: 0.6 })),
  availability: ratioSchema.default(0.999),
})
export type ThirdParty = z.output<typeof thirdPartySchema>

/** Machines of one kind in a region. */
export const nodeGroupSchema = z
  .strictObject({
    name: nameSchema,
    desired: countSchema,
    min: countSchema.default(0),
    max: countSchema,
    cpuMilli: countSchema,
    memoryMiB: countSchema,
    lifecycle: z.enum(['on-demand', 'spot']).default('on-demand'),
    /** A `NoSchedule` taint: only services that name this group are placed on it. */
    tainted: z.boolean().default(false),
  })
  .refine((g) => g.min <= g.desired && g.desired <= g.max, {
    error: 'expected min <= desired <= max',
    path: ['desired'],
  })
export type NodeGroup = z.output<typeof nodeGroupSchema>

/** A place where the whole fleet runs, with a cluster of its own. */
export const regionSchema = z.strictObject({
  name: nameSchema,
  nodeGroups: z.array(nodeGroupSchema).min(1, { error: 'a region needs at least one node group' }),
})
export type Region = z.output<typeof regionSchema>

/** What is deployed, and where it runs. */
export const fleetSchema = z.strictObject({
  name: z.string().min(1).default('fleet'),
  regions: z.array(regionSchema).min(1, { error: 'a fleet needs at least one region' }),
  services: z
    .array(serviceSchema)
    .min(1, { error: 'the fleet is empty; name at least one service, or import one: seatrial import kubernetes PATH' }),
  databases: z.array(databaseSchema).default([]),
  thirdParties: z.array(thirdPartySchema).default([]),
  /** Resources that Terraform manages in each region. */
  infrastructureResources: countSchema.default(1_200),
  /** How long a name server's answer is kept (the record's TTL). */
  dnsTtlMs: millisSchema.default(seconds(60)),
  /** Deregistration delay and health-check limit of the load balancers. */
  loadBalancerTimeoutMs: millisSchema.default(minutes(5)),
})
export type Fleet = z.output<typeof fleetSchema>
export type FleetInput = z.input<typeof fleetSchema>
export type ServiceInput = z.input<typeof serviceSchema>

/** Desired replicas of a service in a region. */
export const replicasIn = (service: Service, region: string): number =>
  service.replicasByRegion?.[region] ?? service.replicas
