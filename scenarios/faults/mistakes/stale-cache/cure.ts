import { defineScenario, gitops } from 'seatrial'
import { deployments, fleet } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/stale-cache/cure',
  description: 'Layers keyed by the hash of their content',
  fleet,
  pipeline: gitops({ layerCache: 'content-hash' }),
  deployments,
})
