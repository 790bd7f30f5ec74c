import { z } from 'zod'
import { seconds } from '../../model/units.ts'
import { defineFault } from '../fault-kind.ts'
import { onWork } from '../landing.ts'

/** The migration fails on the copy of production on which it is tried. */
export const migrationFailure = defineFault({
  name: 'migration-failure',
  about: 'the migration fails on the copy of production on which it is tried',
  selects: [],
  settings: z.strictObject({}),
  durationMs: 0,
  sim: true,
  kind: true,
  inKind: 'the migration asks for something that the data in PostgreSQL do not have',
  proof: 'the migration job has failed',
  detectedBy: 'validation',
  recovery: 'by-hand',
  removal: 'nothing is left',
  *inject(site) {
    return yield* onWork(
      site,
      {
        at: ['migrate'],
        matches: () => true,
        cause: 'broken-migration',
        effect: {
          kind: 'fail',
          class: 'migration-failure',
          message: 'the migration failed on a copy of production',
          afterMs: seconds(60),
        },
      },
      (hit) => `job ${hit.job} was refused: the migration failed on a copy of production`,
    )
  },
  trial: { real: { jobs: ['migrate'] }, deployments: { databaseChanges: 1, irreversibleMigrations: 0 } },
})
