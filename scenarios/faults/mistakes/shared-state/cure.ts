import { defineScenario, gitops, minutes, startOf, stateLockConflict } from 'seatrial'
import { deployments, fleet, withJobs } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/shared-state/cure',
  description: 'A state for each team',
  fleet,
  pipeline: withJobs(gitops(), 'terraform', { states: 'per-team', lockTimeoutMs: 0 }),
  deployments: { ...deployments, infrastructureChanges: 0.5 },
  faults: [stateLockConflict({ probability: 0.3, duration: minutes(20), when: startOf('infrastructure') })],
})
