import { defineScenario, gitops } from 'seatrial'
import { deployments, fleet } from './conditions.ts'

export default defineScenario({
  name: 'calls/mesh-selective',
  description: 'Paths with an objective of 100 ms go around the mesh',
  fleet,
  pipeline: gitops(),
  deployments,
  mechanisms: { calls: { mesh: { bypass: true } } },
})
