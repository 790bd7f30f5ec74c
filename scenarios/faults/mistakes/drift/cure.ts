import { defineScenario, gitops } from 'seatrial'
import { deployments, fleet } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/drift/cure',
  description: 'Drift is looked for daily, and every plan that changes something is read',
  fleet,
  pipeline: gitops(),
  deployments: { ...deployments, infrastructureChanges: 0.5 },
  mechanisms: { terraform: { driftPerRegionDay: 0.5 } },
})
