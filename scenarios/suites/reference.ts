import { defineScenario, defineSuite, manual } from 'seatrial'
import after from '../reference/after.ts'
import before from '../reference/before.ts'
import { assumptions, fleet, twoADay } from '../reference/conditions.ts'

/** Everything as before, but for what is switched on. */
const variant = (name: string, description: string, options: { caching?: boolean; parallelism?: boolean }) =>
  defineScenario({ name, description, fleet, pipeline: manual(options), deployments: twoADay, assumptions })

const caching = variant('reference/before-with-caching', 'As before, with layer and dependency caches', {
  caching: true,
})
const parallelism = variant('reference/before-with-parallelism', 'As before, side by side', { parallelism: true })
const both = variant('reference/before-with-both', 'As before, cached and side by side', {
  caching: true,
  parallelism: true,
})

export default defineSuite({
  name: 'reference',
  description: 'The published case before and after, and the 2 × 2 of caching × parallelism in between',
  runs: 1_000,
  scenarios: [before, caching, parallelism, both, after],
  comparisons: [
    { from: before.name, to: after.name, label: 'everything' },
    { from: before.name, to: caching.name, label: 'caching alone' },
    { from: before.name, to: parallelism.name, label: 'parallelism alone' },
    { from: before.name, to: both.name, label: 'caching and parallelism' },
    { from: both.name, to: after.name, label: 'the rest: change detection, GitOps, self-healing' },
    { from: caching.name, to: after.name, label: 'after against caching alone' },
    { from: parallelism.name, to: after.name, label: 'after against parallelism alone' },
  ],
  factorial: {
    neither: before.name,
    first: { label: 'caching', scenario: caching.name },
    second: { label: 'parallelism', scenario: parallelism.name },
    both: both.name,
  },
})
