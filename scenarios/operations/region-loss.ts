import { defineScenario, gitops, regionLoss } from 'seatrial'
import { deployments, fleet } from '../faults/mistakes/conditions.ts'

export default defineScenario({
  name: 'operations/region-loss',
  description: 'A region stops for a quarter of an hour while a release is in production',
  fleet,
  pipeline: gitops(),
  deployments,
  faults: [regionLoss({ region: 'eu-west-1', probability: 0.2 })],
})
