import { z } from 'zod'
import { constant, distributionSchema, lognormal } from './distribution.ts'
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
  /** Services that a deployment changes, directly or through a library. */
  changedServices: distributionSchema.default(lognormal({ median: 20, sigma: 0.55 })),
  /** Of the changed services, the share whose dependencies (lock file) change as well. */
  lockFileChanges: ratioSchema.default(0.15),
  /** Deployments that carry a database migration. */
  databaseChanges: ratioSchema.default(0.1),
  /** Of the migrations, the share that the version before cannot live with. */
  irreversibleMigrations: ratioSchema.default(0.2),
  /** Deployments that change infrastructure. */
  infrastructureChanges: ratioSchema.default(0.025),
  /** Working days between two new base images; a new one invalidates the first layer of every image. */
  baseImageEveryDays: z.number().gt(0).default(10),
  /** Work days before measuring begins, from the initial state that `docs/model.md` describes. */
  warmUpDays: countSchema.default(1),
  /** Measured working days of one stretch. */
  daysPerStretch: countSchema.min(1).default(5),
  /** How long production is watched after a deployment is healthy before it counts as succeeded. */
  observation: millisSchema.default(hours(1)),
  /** A factor on all machine times of a deployment, the same for all of them: slow days. */
  slowDay: distributionSchema.default(constant(1)),
})
export type Deployments = z.output<typeof deploymentsSchema>
