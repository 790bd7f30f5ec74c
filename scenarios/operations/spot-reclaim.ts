import { defineScenario, gitops, spotReclaim, startOf } from 'seatrial'
import { deployments, fleet } from '../faults/mistakes/conditions.ts'

export default defineScenario({
  name: 'operations/spot-reclaim',
  description: 'Spot machines are taken back during rollouts; the autoscaler asks for others',
  fleet,
  pipeline: gitops(),
  deployments,
  faults: [spotReclaim({ probability: 0.5, when: startOf('deploy-production') })],
})
