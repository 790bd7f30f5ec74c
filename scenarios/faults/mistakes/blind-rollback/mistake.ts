import { defineScenario, gitops, irreversibleMigration } from 'seatrial'
import { deployments, fleet } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/blind-rollback/mistake',
  description: 'Going back on any failure, over a migration that cannot be undone',
  fleet,
  pipeline: gitops({ rollback: 'any-failure' }),
  deployments: { ...deployments, databaseChanges: 1 },
  faults: [irreversibleMigration({ probability: 0.2 })],
})
