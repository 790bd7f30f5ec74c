import { defineScenario, gitops, uniform } from 'seatrial'
import { deployments, fleet, withJobs } from '../faults/mistakes/conditions.ts'

export default defineScenario({
  name: 'operations/database-expand-contract',
  description: 'Migrations that only add; taking away waits for a later release',
  fleet,
  pipeline: withJobs(gitops({ rollback: 'any-failure' }), 'migrate', {
    method: 'expand-contract',
    backwardCompatible: false,
  }),
  deployments: { ...deployments, databaseChanges: 1, irreversibleMigrations: 0.5 },
  // Bad releases get to production, so that there is something to go back from.
  mechanisms: {
    defects: { perChangedService: 0.05, crashing: 0, errorRatio: uniform(0.1, 0.4) },
    test: { unitCatches: 0, integrationCatches: 0 },
    detection: { stagingCatchesErrors: 0 },
  },
})
