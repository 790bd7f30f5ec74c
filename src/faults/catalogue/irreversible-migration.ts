import { z } from 'zod'
import { ratioSchema } from '../../model/schema.ts'
import { defineFault } from '../fault-kind.ts'
import { changedService, missed, onUsers, untilReleased } from '../landing.ts'

/** The release is bad, and the version before cannot live with its migrated database. */
export const irreversibleMigration = defineFault({
  name: 'irreversible-migration',
  about: 'the release is bad, and the version before cannot live with its migrated database',
  selects: ['service', 'tier'],
  settings: z.strictObject({
    errorRate: ratioSchema.default(0.3).describe('share of requests that fail'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind:
    'the migration changes what a column means in PostgreSQL, and the image that is built answers that share with errors; a pipeline that tries whether the version before can live with it stops it',
  proof: 'the migration ran and cannot be undone, and the error share is higher than before',
  detectedBy: 'alert',
  recovery: 'by-hand',
  removal: 'a person mends the data, or the release',
  *inject(site) {
    const { hooks, settings } = site
    const service = changedService(site)
    if (service === undefined) return missed('the deployment changes no service that the selector fits')
    if (!hooks.migrates) return missed('the deployment changes no database')
    hooks.prepare({ kind: 'irreversible-migration' })
    const why = yield* untilReleased(site, { kind: 'errors', service, share: settings.errorRate })
    if (why !== undefined) return missed(why)
    hooks.makeIrreversible()
    if (!hooks.irreversible) return missed('the migration can be undone')
    return yield* onUsers(
      site,
      {
        ratio: settings.errorRate,
        message: 'a bad release over a migration that cannot be undone',
        inRelease: true,
        means: { kind: 'errors' },
      },
      service,
    )
  },
  trial: { real: { jobs: ['unchecked-migration'] }, deployments: { databaseChanges: 1, irreversibleMigrations: 0 } },
})
