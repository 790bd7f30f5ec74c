import { defineScenario, gitops } from 'seatrial'
import { deployments, fleet } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/stale-cache/unnoticed',
  description: 'Layers keyed by branch name and no provenance check: old code ships and all is green',
  fleet,
  pipeline: gitops({ layerCache: 'ref', provenanceCheck: false }),
  deployments,
})
