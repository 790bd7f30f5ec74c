import { constant, defineScenario, gitops } from 'seatrial'
import { deployments, fleet, withJobs } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/big-bang/cure',
  description: 'A few services at a time, after what they depend on, with a way back',
  fleet,
  pipeline: withJobs(gitops(), 'deploy', { waves: true }),
  deployments: { ...deployments, changedServices: constant(4) },
  mechanisms: { defects: { coupledChange: 0.05 } },
})
