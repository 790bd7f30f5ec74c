import { crashLoop, defineScenario, gitops, mean, minutes } from 'seatrial'
import { deployments, fleet } from '../mistakes/conditions.ts'

export default defineScenario({
  name: 'progress-deadline/alert',
  description: 'An alert tells, and the same policy reverts',
  fleet,
  pipeline: { ...gitops({ rollback: 'any-failure' }), monitoring: 'alerts' },
  deployments,
  faults: [crashLoop({ probability: 0.3 })],
  targets: [mean('recovery.duration').atMost(minutes(8))],
})
