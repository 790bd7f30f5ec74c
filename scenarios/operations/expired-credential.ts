import { defineScenario, expiredCredential, gitops } from 'seatrial'
import { deployments, fleet } from '../faults/mistakes/conditions.ts'

export default defineScenario({
  name: 'operations/expired-credential',
  description: 'Now and then a credential of the pipeline has expired',
  fleet,
  pipeline: gitops(),
  deployments,
  faults: [expiredCredential({ probability: 0.3 })],
})
