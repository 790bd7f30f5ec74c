import { constant, defineScenario, gitops } from 'seatrial'
import { deployments, fleet, withJobs } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/big-bang/mistake',
  description: 'Everything at once, dependencies left to chance, no way back',
  fleet,
  pipeline: withJobs({ ...gitops(), rollback: { policy: 'none' } }, 'deploy', { waves: false }),
  deployments: { ...deployments, changedServices: constant(20) },
  mechanisms: { defects: { coupledChange: 0.05 } },
})
