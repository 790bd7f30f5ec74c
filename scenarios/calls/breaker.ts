import { defineScenario, gitops, thirdPartyOutage } from 'seatrial'
import { deployments, fleet } from './conditions.ts'

export default defineScenario({
  name: 'calls/breaker',
  description: 'Third parties fail now and then; a circuit breaker with the published settings and a backup host',
  fleet,
  pipeline: gitops(),
  deployments,
  mechanisms: { calls: {} },
  faults: [thirdPartyOutage({ tier: 'critical', probability: 0.3 })],
})
