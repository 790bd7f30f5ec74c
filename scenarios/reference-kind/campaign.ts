import { defineScenario, seconds } from 'seatrial'
import smallest from './smallest.ts'

/** For campaigns on real clusters that are to take minutes: `bench --campaign --env kind` carries out eight of its deployments a repetition. */
export default defineScenario({
  ...smallest,
  name: 'reference-kind/campaign',
  description: 'What one service in one region comes back from, by itself and with people',
  fleet: { ...smallest.fleet, services: smallest.fleet.services.map((service) => ({ ...service, replicas: 2 })) },
  // Watched long enough for an alert on errors, and for going back after it.
  deployments: { ...smallest.deployments, observation: seconds(45) },
  campaign: {
    faults: ['bad-release', 'image-pull-failure', 'pod-crash'],
    policies: ['manual', 'readiness-failures'],
    repetitions: 1,
  },
})
