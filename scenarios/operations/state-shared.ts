import { defineScenario, gitops } from 'seatrial'
import { deployments, fleet, withJobs } from '../faults/mistakes/conditions.ts'

export default defineScenario({
  name: 'operations/state-shared',
  description: 'One Terraform state a region, which other teams apply to as well',
  fleet,
  pipeline: withJobs(gitops(), 'terraform', { states: 'per-region', lockTimeoutMs: 0 }),
  deployments: { ...deployments, infrastructureChanges: 0.5 },
  mechanisms: { otherTeams: { appliesPerHour: 3 } },
})
