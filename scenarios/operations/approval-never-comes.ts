import { approvalNeverComes, defineScenario, gitops } from 'seatrial'
import { deployments, fleet } from '../faults/mistakes/conditions.ts'

export default defineScenario({
  name: 'operations/approval-never-comes',
  description: 'Now and then nobody answers a request for approval',
  fleet,
  pipeline: gitops(),
  deployments,
  faults: [approvalNeverComes({ probability: 0.3 })],
})
