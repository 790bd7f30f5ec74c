import { z } from 'zod'
import { millisSchema } from '../../model/schema.ts'
import { minutes } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onWork } from '../landing.ts'
import { slowDeployment } from '../noticing.ts'

/** The migration waits for a lock that a long transaction holds. */
export const migrationLockWait = defineFault({
  name: 'migration-lock-wait',
  about: 'the migration waits for a lock that a long transaction holds',
  selects: [],
  settings: z.strictObject({
    waitMs: millisSchema.default(minutes(25)).describe('how long the transaction holds it'),
  }),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'an open transaction in PostgreSQL holds the table',
  proof: 'the migration job waits for a lock',
  detectedBy: 'slow-deployment-alert',
  recovery: 'alone',
  removal: 'the transaction ends',
  *inject(site) {
    return yield* onWork(
      site,
      {
        at: ['migrate'],
        matches: () => true,
        cause: 'table-lock',
        effect: { kind: 'delay', ms: site.settings.waitMs, step: 'lock-wait' },
      },
      (hit) => `job ${hit.job} waits for the lock of a table`,
      () => slowDeployment(site.hooks),
    )
  },
  trial: {
    real: { jobs: ['migrate'], settings: { waitMs: 15_000 } },
    deployments: { databaseChanges: 1, irreversibleMigrations: 0 },
  },
})
