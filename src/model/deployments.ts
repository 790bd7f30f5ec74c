import { z } from 'zod'
import { constant, distributionSchema, lognormal } from './distribution.ts'
import { parameter } from './parameter.ts'
import { countSchema, millisSchema, ratioSchema } from './schema.ts'
import { hours, minutes } from './units.ts'

/** When deployments are started, what is in them, and how they are grouped for the statistics. */
export const deploymentsSchema = z.strictObject({
  /** Deployments a working day. */
  perDay: z.number().gt(0, { error: 'expected more than 0 deployments a day' }).max(500),
  /** Working hours, in milliseconds after midnight. */
  officeHours: z
    .strictObject({ from: millisSchema, to: millisSchema })
    .refine((w) => w.from < w.to && w.to <= hours(24), { error: 'expected from < to <= 24 h', path: ['to'] })
    .default({ from: hours(9), to: hours(17) }),
  /** `scheduled`: evenly spaced slots with `jitter` after each; `poisson`: at random through the working day. */
  arrival: z.enum(['scheduled', 'poisson']).default('scheduled'),
  jitter: distributionSchema.default({ kind: 'uniform', low: 0, high: minutes(10) }),
  changedServices: parameter(distributionSchema, lognormal({ median: 15, sigma: 0.4 }), {
    unit: 'count',
    about: 'services that a deployment changes, directly or through a library',
    assumed: [5, 60],
    why: 'the published case names 200 services and no number of changed ones; build and deployment times bound it',
    tuned: true,
  }),
  /**
   * `least-critical-first`: a migration. Each service changes once before any changes again, those of the lowest tier first.
   * Without it services are drawn for each deployment, by their weights.
   */
  order: z.literal('least-critical-first').optional(),
  lockFileChanges: parameter(ratioSchema, 0.15, {
    unit: 'ratio',
    about: 'of the changed services, the share whose dependencies (lock file) change as well',
    assumed: [0.05, 0.4],
    why: 'weekly update bots against several source changes a week',
  }),
  databaseChanges: parameter(ratioSchema, 0.1, {
    unit: 'ratio',
    about: 'deployments that carry a database migration',
    assumed: [0.02, 0.3],
    why: 'depends on the phase of the product',
  }),
  irreversibleMigrations: parameter(ratioSchema, 0.2, {
    unit: 'ratio',
    about: 'of the migrations, the share that the version before cannot live with',
    assumed: [0.05, 0.5],
    why: 'drops and renames against additions',
  }),
  infrastructureChanges: parameter(ratioSchema, 0.025, {
    unit: 'ratio',
    about: 'deployments that change infrastructure',
    source: 'the published case: infrastructure changes weekly, applications eight times a working day (1 in 40)',
  }),
  baseImageEveryDays: parameter(z.number().gt(0), 10, {
    unit: 'count',
    about: 'working days between two new base images; a new one invalidates the first layer of every image',
    assumed: [5, 30],
    why: 'monthly vendor releases and security fixes between them',
  }),
  /** Work days before measuring begins, from the initial state that `docs/model.md` describes. */
  warmUpDays: countSchema.default(1),
  /** Measured working days of one stretch. */
  daysPerStretch: countSchema.min(1).default(5),
  /** How long production is watched after a deployment is healthy before it counts as succeeded. */
  observation: millisSchema.default(hours(1)),
  slowDay: parameter(distributionSchema, constant(1), {
    unit: 'ratio',
    about: 'a factor on all machine times of a deployment, the same for all of them: slow days',
    assumed: [0.8, 1.3],
    why: 'shared networks, registries and noisy neighbours slow everything at once; sets the correlation of stages',
  }),
})
export type Deployments = z.output<typeof deploymentsSchema>
