import { defineScenario, gitops } from 'seatrial'
import { deployments, fleet, withJobs } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/drift/mistake',
  description: 'Nobody looks for drift, and nobody reads a plan',
  fleet,
  pipeline: withJobs({ ...gitops(), dailyDriftDetection: false }, 'terraform', { review: 'none' }),
  deployments: { ...deployments, infrastructureChanges: 0.5 },
  mechanisms: { terraform: { driftPerRegionDay: 0.5 } },
})
