import { defineScenario, gitops, meshOverhead } from 'seatrial'
import { deployments, fleet } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/mesh-latency/cure',
  description: 'Paths with a tight objective pass the mesh by',
  fleet,
  pipeline: gitops(),
  deployments,
  faults: [meshOverhead({ tier: 'critical', bypassed: 0.95 })],
})
