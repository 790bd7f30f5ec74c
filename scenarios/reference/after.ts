import { defineScenario, gitops, mean, minutes, p95, rate } from 'seatrial'
import { assumptions, eightADay, fleet, publishedAfter } from './conditions.ts'

export default defineScenario({
  name: 'reference/after',
  description: 'The published pipeline after: cached, parallel, change detection, GitOps, self-healing',
  fleet,
  pipeline: gitops(),
  deployments: eightADay,
  targets: [
    mean('deployment.duration').reproduces(minutes(18), { within: 0.05 }),
    p95('deployment.duration').reproduces(minutes(24), { within: 0.07 }),
    rate('change.failure.rate').reproduces(0.003, { plusMinus: 0.001 }),
    mean('recovery.duration').reproduces(minutes(8), { within: 0.1 }),
  ],
  published: publishedAfter,
  assumptions,
})
