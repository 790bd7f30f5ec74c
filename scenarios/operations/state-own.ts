import { defineScenario, gitops } from 'seatrial'
import { deployments, fleet, withJobs } from '../faults/mistakes/conditions.ts'

export default defineScenario({
  name: 'operations/state-own',
  description: 'A state for each team: others hold their own locks',
  fleet,
  pipeline: withJobs(gitops(), 'terraform', { states: 'per-team', lockTimeoutMs: 0 }),
  deployments: { ...deployments, infrastructureChanges: 0.5 },
  mechanisms: { otherTeams: { appliesPerHour: 3 } },
})
