import { defineScenario, gitops, meshOverhead } from 'seatrial'
import { deployments, fleet } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/mesh-latency/mistake',
  description: 'All paths go through the mesh, those with an objective of 100 ms too',
  fleet,
  pipeline: gitops(),
  deployments,
  faults: [meshOverhead({ tier: 'critical', bypassed: 0 })],
})
