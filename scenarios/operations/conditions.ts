import { defineScenario, gitops, uniform } from 'seatrial'
import { deployments, fleet, withJobs } from '../faults/mistakes/conditions.ts'

/** The pipeline after with a way to migrate databases, under releases that are rolled back often. */
export const migrated = (method: 'in-place' | 'expand-contract' | 'blue-green', description: string) =>
  defineScenario({
    name: `operations/database-${method}`,
    description,
    fleet,
    pipeline: withJobs(gitops({ rollback: 'any-failure' }), 'migrate', { method, backwardCompatible: false }),
    deployments: { ...deployments, databaseChanges: 1, irreversibleMigrations: 0.5 },
    // Bad releases get to production, so that there is something to go back from.
    mechanisms: {
      defects: { perChangedService: 0.05, crashing: 0, errorRatio: uniform(0.1, 0.4) },
      test: { unitCatches: 0, integrationCatches: 0 },
      detection: { stagingCatchesErrors: 0 },
    },
  })

/** A Terraform state for whom, beside other teams that apply as well. */
export const withStates = (name: string, description: string, states: 'per-team' | 'per-region') =>
  defineScenario({
    name: `operations/${name}`,
    description,
    fleet,
    pipeline: withJobs(gitops(), 'terraform', { states, lockTimeoutMs: 0 }),
    deployments: { ...deployments, infrastructureChanges: 0.5 },
    mechanisms: { otherTeams: { appliesPerHour: 3 } },
  })
