import { defineScenario, gitops, thirdPartyOutage } from 'seatrial'
import { deployments, fleet } from './conditions.ts'

export default defineScenario({
  name: 'calls/no-breaker',
  description: 'The same outages without a circuit breaker',
  fleet,
  pipeline: gitops(),
  deployments,
  mechanisms: { calls: { breaker: { enabled: false } } },
  faults: [thirdPartyOutage({ tier: 'critical', probability: 0.3 })],
})
