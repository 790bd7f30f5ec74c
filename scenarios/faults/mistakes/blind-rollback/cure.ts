import { defineScenario, gitops, irreversibleMigration } from 'seatrial'
import { deployments, fleet } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/blind-rollback/cure',
  description: 'Somebody is asked before going back when a database has changed',
  fleet,
  pipeline: gitops({ rollback: 'guarded' }),
  deployments: { ...deployments, databaseChanges: 1 },
  faults: [irreversibleMigration({ probability: 0.2 })],
})
