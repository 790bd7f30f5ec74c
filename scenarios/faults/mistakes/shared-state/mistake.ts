import { defineScenario, gitops, minutes, startOf, stateLockConflict } from 'seatrial'
import { deployments, fleet, withJobs } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/shared-state/mistake',
  description: 'One Terraform state a region for all teams, and a lock that is not waited for',
  fleet,
  pipeline: withJobs(gitops(), 'terraform', { states: 'per-region', lockTimeoutMs: 0 }),
  deployments: { ...deployments, infrastructureChanges: 0.5 },
  faults: [stateLockConflict({ probability: 0.3, duration: minutes(20), when: startOf('infrastructure') })],
})
