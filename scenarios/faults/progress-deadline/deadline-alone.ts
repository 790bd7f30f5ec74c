import { constant, crashLoop, defineScenario, gitops, hours, mean, minutes, seconds } from 'seatrial'
import { deployments, fleet } from '../mistakes/conditions.ts'

export default defineScenario({
  name: 'progress-deadline/deadline-alone',
  description: 'Nothing but progressDeadlineSeconds tells that a rollout is stuck; the policy reverts at once',
  fleet,
  pipeline: { ...gitops({ rollback: 'any-failure' }), monitoring: 'people' },
  deployments,
  // Nobody watches, and customers have patience: what is left is the deadline. Verifying takes as long as with alerts.
  mechanisms: {
    detection: { watchNotices: constant(hours(20)) },
    people: { customerReport: constant(hours(20)), verifyByHand: constant(seconds(45)) },
  },
  faults: [crashLoop({ probability: 0.3 })],
  targets: [mean('recovery.duration').atMost(minutes(8))],
})
