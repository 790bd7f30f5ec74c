import { defineScenario, manual, mean, minutes, p95, rate } from 'seatrial'
import { assumptions, fleet, publishedBefore, twoADay } from './conditions.ts'

export default defineScenario({
  name: 'reference/before',
  description: 'The published pipeline before: by hand, one after another, without caches',
  fleet,
  pipeline: manual(),
  deployments: twoADay,
  targets: [
    mean('deployment.duration').reproduces(minutes(210), { within: 0.05 }),
    p95('deployment.duration').reproduces(minutes(270), { within: 0.07 }),
    rate('change.failure.rate').reproduces(0.15, { plusMinus: 0.015 }),
    mean('recovery.duration').reproduces(minutes(120), { within: 0.1 }),
  ],
  published: publishedBefore,
  assumptions,
})
