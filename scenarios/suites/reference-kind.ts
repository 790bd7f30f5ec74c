import { crashLoop, defineScenario, defineSuite, gitops, manual, milliseconds } from 'seatrial'
import { deployments, mechanisms } from '../reference-kind/conditions.ts'
import { fleet } from '../reference-kind/fleet.ts'

const conditions = { fleet, deployments, mechanisms }

const before = defineScenario({
  name: 'reference-kind/before',
  description: 'One service after another, nothing cached, by hand',
  pipeline: manual(),
  ...conditions,
})
const caching = defineScenario({
  name: 'reference-kind/before-with-caching',
  description: 'As before, with layer and dependency caches',
  pipeline: manual({ caching: true }),
  ...conditions,
})
const parallelism = defineScenario({
  name: 'reference-kind/before-with-parallelism',
  description: 'As before, side by side',
  pipeline: manual({ parallelism: true }),
  ...conditions,
})
const both = defineScenario({
  name: 'reference-kind/before-with-both',
  description: 'As before, cached and side by side',
  pipeline: manual({ caching: true, parallelism: true }),
  ...conditions,
})
const after = defineScenario({
  name: 'reference-kind/after',
  description: 'Caches, parallelism, change detection, GitOps and self-healing',
  pipeline: gitops(),
  ...conditions,
})

/** A release whose pods crash when they start: what each pipeline makes of it. */
const campaign = { ...conditions, faults: [crashLoop({ afterMs: milliseconds(200) })] }
const failingBefore = defineScenario({
  name: 'reference-kind/before-and-a-bad-release',
  description: 'As before, and the new pods of one service crash',
  pipeline: manual({ caching: true, parallelism: true }),
  ...campaign,
})
const failingAfter = defineScenario({
  name: 'reference-kind/after-and-a-bad-release',
  description: 'As after, and the new pods of one service crash',
  pipeline: gitops(),
  ...campaign,
})

export default defineSuite({
  name: 'reference-kind',
  description: 'The published case with twelve services in three regions, carried out on real clusters',
  runs: 200,
  repetitions: 8,
  scenarios: [before, caching, parallelism, both, after, failingBefore, failingAfter],
  comparisons: [
    { from: before.name, to: after.name, label: 'everything' },
    { from: before.name, to: caching.name, label: 'caching alone' },
    { from: before.name, to: parallelism.name, label: 'parallelism alone' },
    { from: before.name, to: both.name, label: 'caching and parallelism' },
    { from: both.name, to: after.name, label: 'the rest: change detection, GitOps, self-healing' },
    { from: failingBefore.name, to: failingAfter.name, label: 'recovery from a bad release' },
  ],
  factorial: {
    neither: before.name,
    first: { label: 'caching', scenario: caching.name },
    second: { label: 'parallelism', scenario: parallelism.name },
    both: both.name,
  },
})
