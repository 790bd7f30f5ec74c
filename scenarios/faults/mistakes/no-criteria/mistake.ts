import { badRelease, defineScenario, gitops, lognormal, minutes } from 'seatrial'
import { deployments, fleet } from '../conditions.ts'

export default defineScenario({
  name: 'mistakes/no-criteria/mistake',
  description: 'Nobody has written down when to go back, so a person finds out each time',
  fleet,
  pipeline: gitops({ rollback: 'manual' }),
  deployments,
  // The constant of the pipeline before, which had no criteria and no deployment markers.
  mechanisms: { people: { diagnoseWithMarkers: lognormal({ median: minutes(60), sigma: 0.5 }) } },
  faults: [badRelease({ probability: 0.2, errorRate: 0.1 })],
})
