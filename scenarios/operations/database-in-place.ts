import { defineScenario, gitops, uniform } from 'seatrial'
import { deployments, fleet, withJobs } from '../faults/mistakes/conditions.ts'

export default defineScenario({
  name: 'operations/database-in-place',
  description: 'Migrations on production where it stands, half of them without a way back',
  fleet,
  pipeline: withJobs(gitops({ rollback: 'any-failure' }), 'migrate', {
    method: 'in-place',
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
