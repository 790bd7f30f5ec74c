import { defineScenario, gitops } from 'seatrial'
import { deployments, fleet } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/stale-cache/mistake',
  description: 'Layers keyed by branch name; a provenance check catches what they serve',
  fleet,
  pipeline: gitops({ layerCache: 'ref' }),
  deployments,
})
