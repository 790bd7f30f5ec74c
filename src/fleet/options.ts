import { z } from 'zod'
import { type Distribution, distributionSchema, lognormal } from '../model/distribution.ts'
import { InvalidInputError } from '../model/errors.ts'
import { parameter } from '../model/parameter.ts'
import { countSchema, nameSchema } from '../model/schema.ts'
import { seconds } from '../model/units.ts'
import { CRITICAL, SERVICES, THIRD_PARTIES } from './vocabulary.ts'

/** Times of the layers of an image on a miss, in milliseconds, for a service of median size. */
export interface BuildTimes {
  readonly base?: Distribution
  readonly dependencies?: Distribution
  readonly application?: Distribution
}

/** Times of the suites on one worker, in milliseconds, for a service of median size, and how flaky they are. */
export interface SuiteTimes {
  readonly unit?: Distribution
  readonly integration?: Distribution
  /** Over the unit suites of the fleet: the probability that a run fails although nothing is wrong. */
  readonly unitFlakyRate?: Distribution
  readonly integrationFlakyRate?: Distribution
}

/** What a synthetic fleet is made from. Everything has a default: the published reference case. */
export interface FintechOptions {
  /** Default 200; from 4 to 1,018 (the words to name them with run out). */
  readonly services?: number
  /** Default: the three published regions. Others get the node groups of us-west-2. */
  readonly regions?: readonly string[]
  /** PostgreSQL databases, default 45. At most one for each service. */
  readonly databases?: number
  /** APIs of others, default 30. */
  readonly thirdParties?: number
  /** Default 1. */
  readonly seed?: number
  readonly build?: BuildTimes
  readonly suites?: SuiteTimes
  /** From container start to the first answer of a service of median size, in milliseconds. */
  readonly startup?: Distribution
  /** Standard deviation of the logarithm of a service's size, which scales its build, suites and start-up. Default 0.3. */
  readonly sizeSigma?: number
}

const assumedTime = (
  median: number,
  sigma: number,
  range: [number, number],
  about: string,
  why: string,
  /** Chosen while looking at the published times of the stages. */
  tuned: 'tuned' | 'free' = 'free',
) =>
  parameter(distributionSchema, lognormal({ median: seconds(median), sigma }), {
    unit: 'ms',
    about,
    assumed: [seconds(range[0]), seconds(range[1])],
    why,
    ...(tuned === 'tuned' && { tuned: true }),
  })

const MICCO =
  'mean over both kinds of suites 1.5 % of runs: J. Micco, "Flaky Tests at Google and How We Mitigate Them", Google Testing Blog (2016)'

const flakyRate = (median: number, about: string) =>
  parameter(distributionSchema, lognormal({ median, sigma: 1.8 }), { unit: 'ratio', about, source: MICCO })

/** The options with their defaults, sources and plausible ranges. */
export const fintechOptionsSchema = z.strictObject({
  services: countSchema
    .min(4, { error: 'expected at least 4 services' })
    .max(CRITICAL.length + SERVICES.length, {
      error: `expected at most ${CRITICAL.length + SERVICES.length} services: there are no more names`,
    })
    .default(200),
  regions: z
    .array(nameSchema)
    .min(1, { error: 'expected at least one region' })
    .refine((names) => new Set(names).size === names.length, { error: 'expected every region once' })
    .default(['us-east-1', 'us-west-2', 'eu-west-1']),
  databases: countSchema.default(45),
  thirdParties: countSchema
    .max(THIRD_PARTIES.length, { error: `expected at most ${THIRD_PARTIES.length} third parties` })
    .default(30),
  seed: z.number().int().min(0).default(1),
  build: z
    .strictObject({
      base: assumedTime(
        6,
        0.3,
        [2, 20],
        'base layer on a miss',
        'a user, certificates and an agent on a JRE image',
        'tuned',
      ),
      dependencies: assumedTime(
        12,
        0.3,
        [5, 30],
        'dependency layer on a miss',
        'resolve and copy jars already downloaded',
        'tuned',
      ),
      application: assumedTime(
        18,
        0.3,
        [8, 45],
        'application layer on a miss',
        'compile and package with a warm daemon',
        'tuned',
      ),
    })
    .prefault({}),
  suites: z
    .strictObject({
      unit: assumedTime(25, 0.25, [10, 120], 'unit suite on one worker', 'a small JVM service', 'tuned'),
      integration: assumedTime(
        45,
        0.25,
        [20, 300],
        'integration suite on one worker',
        'starts the application context',
        'tuned',
      ),
      unitFlakyRate: flakyRate(0.002, 'flaky share of unit suite runs'),
      integrationFlakyRate: flakyRate(0.004, 'flaky share of integration suite runs'),
    })
    .prefault({}),
  startup: assumedTime(
    20,
    0.25,
    [8, 45],
    'container start to first answer',
    'a JVM service with a framework on 2 CPUs',
  ),
  sizeSigma: parameter(z.number().min(0).max(2), 0.3, {
    unit: 'number',
    about: 'spread of the sizes of services (standard deviation of the logarithm)',
    assumed: [0.1, 0.7],
    why: 'services of one house are built alike; 0.3 puts nine in ten between 0.6 and 1.6 times the median',
  }),
})
export type CompleteFintechOptions = z.output<typeof fintechOptionsSchema>

/** Fills in the defaults; anything that cannot be used is an `InvalidInputError` that names the option. */
export function completeOptions(options: FintechOptions): CompleteFintechOptions {
  const parsed = fintechOptionsSchema.safeParse(options)
  if (parsed.success) {
    if (parsed.data.databases <= parsed.data.services) return parsed.data
    throw new InvalidInputError('fintech()', [
      {
        path: 'databases',
        message: `expected at most one database for each of the ${parsed.data.services} services, got ${parsed.data.databases}`,
        remedy: 'ask for fewer databases or more services',
      },
    ])
  }
  throw new InvalidInputError(
    'fintech()',
    parsed.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      message: issue.message,
      remedy: 'correct the option or leave it out for its default',
    })),
  )
}
