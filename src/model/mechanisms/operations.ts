import { z } from 'zod'
import { distributionSchema, lognormal } from '../distribution.ts'
import { parameter } from '../parameter.ts'
import { millisSchema } from '../schema.ts'
import { hours, minutes, seconds } from '../units.ts'

/** Blue/green databases: a second one follows the first, is migrated, and takes its place at once. */
export const blueGreenDatabaseSchema = z.strictObject({
  catchUp: parameter(distributionSchema, lognormal({ median: seconds(20), sigma: 0.8 }), {
    unit: 'ms',
    about: 'until the migrated replica has caught up with what was written meanwhile',
    assumed: [seconds(2), minutes(10)],
    why: 'a replica in near-real-time sync is behind by seconds; a rewrite of a table holds it up for longer',
  }),
  switchOver: parameter(distributionSchema, lognormal({ median: seconds(30), sigma: 0.3 }), {
    unit: 'ms',
    about: 'the atomic switch: writes are held, the last of them is replicated, connections go to the other database',
    source: 'Amazon RDS User Guide, blue/green deployments: a switchover typically takes under a minute',
  }),
  window: parameter(millisSchema, hours(24), {
    unit: 'ms',
    about: 'how long the old database follows the new one, so that going back loses nothing',
    source: 'the published case: blue/green database with a 24 h rollback window',
  }),
})

/** Other teams that apply Terraform on their own, whether or not a deployment is under way. */
export const otherTeamsSchema = z.strictObject({
  appliesPerHour: parameter(z.number().min(0), 1, {
    unit: 'per hour',
    about: 'applies of all other teams together to the infrastructure of one region',
    assumed: [0.1, 6],
    why: 'a dozen teams with a change a day or two each',
  }),
  holds: parameter(distributionSchema, lognormal({ median: minutes(6), sigma: 0.6 }), {
    unit: 'ms',
    about: 'how long such an apply holds the lock of its state',
    assumed: [minutes(1), minutes(30)],
    why: 'refresh, plan and apply in one go; managed services take minutes',
  }),
})
export type OtherTeams = z.output<typeof otherTeamsSchema>
