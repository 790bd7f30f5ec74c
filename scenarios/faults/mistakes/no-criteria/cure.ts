import { badRelease, defineScenario, gitops } from 'seatrial'
import { deployments, fleet } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/no-criteria/cure',
  description: 'Criteria are written down, and going back is one decision away',
  fleet,
  pipeline: gitops({ rollback: 'guarded' }),
  deployments,
  faults: [badRelease({ probability: 0.2, errorRate: 0.1 })],
})
