import { defineScenario, gitops } from 'seatrial'
import { deployments, fleet } from './conditions.ts'

export default defineScenario({
  name: 'calls/mesh-all',
  description: 'All paths go through the mesh',
  fleet,
  pipeline: gitops(),
  deployments,
  mechanisms: { calls: { mesh: { bypass: false } } },
})
