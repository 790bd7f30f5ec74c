import { describe, expect, test } from 'vitest'
import { InvalidInputError, type Problem } from '../../src/model/errors.ts'
import { validateScenario, validateSuite } from '../../src/model/validate.ts'
import { smallScenario } from './small-scenario.ts'

/** The small scenario with a value at a path replaced. */
function broken(path: string, value: unknown): unknown {
  const scenario = smallScenario()
  const steps = path.split('.')
  const parent = steps.slice(0, -1).reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], scenario)
  ;(parent as Record<string, unknown>)[steps.at(-1) as string] = value
  return scenario
}

function problemsOf(input: unknown): readonly Problem[] {
  try {
    validateScenario(input, 'test.ts')
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems
    throw error
  }
  return []
}

test('a scenario that leaves out what has a default is completed', () => {
  const { value, notes } = validateScenario(smallScenario(), 'test.ts')
  expect(value.fleet.services[0]?.strategy).toMatchObject({ kind: 'rolling', maxSurge: '25%', maxUnavailable: '25%' })
  expect(value.mechanisms.terraform.parallelism).toBe(10)
  expect(notes).toEqual([])
})

test('a validated scenario is valid input and stays as it is', () => {
  const once = validateScenario(smallScenario(), 'test.ts').value
  expect(validateScenario(once, 'test.ts').value).toEqual(once)
})

describe('one wrong thing gives one problem, with its path and what to do', () => {
  const job = 'pipeline.stages.0.jobs.0'
  test.each<[string, unknown, Partial<Problem>]>([
    ['fleet.servces', [], { path: 'fleet.servces', remedy: 'did you mean "services"?' }],
    ['fleet.services', [], { path: 'fleet.services', message: 'the fleet is empty' }],
    ['fleet.regions', [], { path: 'fleet.regions', message: 'a fleet needs at least one region' }],
    ['fleet.services.0.terminationGraceMs', -1, { path: 'fleet.services.0.terminationGraceMs' }],
    [
      'fleet.services.0.probes',
      { readiness: { periodMs: -5 } },
      { path: 'fleet.services.0.probes.readiness.periodMs' },
    ],
    [
      'fleet.services.0.strategy',
      { kind: 'rolling', maxSurge: 0, maxUnavailable: '0%' },
      { path: 'fleet.services.0.strategy.maxUnavailable', remedy: 'set one of them above 0' },
    ],
    [
      'fleet.services.0.dependsOn',
      ['legder'],
      { path: 'fleet.services.0.dependsOn.0', remedy: 'did you mean "ledger"?' },
    ],
    ['fleet.services.0.dependsOn', ['payment'], { path: 'fleet.services.0.dependsOn.0', remedy: 'remove the entry' }],
    ['fleet.services.0.databases', ['orders-db'], { path: 'fleet.services.0.databases.0' }],
    ['fleet.services.0.thirdParties', ['cards'], { path: 'fleet.services.0.thirdParties.0' }],
    [
      'fleet.services.0.nodeGroup',
      'generale',
      { path: 'fleet.services.0.nodeGroup', remedy: 'did you mean "general"?' },
    ],
    ['fleet.services.0.replicasByRegion', { south: 1 }, { path: 'fleet.services.0.replicasByRegion.south' }],
    ['fleet.services.0.requests', { cpuMilli: 9_000, memoryMiB: 1 }, { path: 'fleet.services.0.requests' }],
    ['fleet.services.2', { name: 'ledger' }, { path: 'fleet.services.2.name' }],
    ['fleet.services.0.name', 'Payment!', { path: 'fleet.services.0.name' }],
    ['fleet.regions.0.nodeGroups.0.tainted', true, { path: 'fleet.regions.0.nodeGroups' }],
    ['fleet.databases.0.dependsOn', ['x-db'], { path: 'fleet.databases.0.dependsOn.0' }],
    [`${job}.kind`, 'bild', { path: `${job}.kind`, remedy: 'did you mean "build"?' }],
    [`${job}.needs`, ['productoin'], { path: `${job}.needs.0`, remedy: 'did you mean "production"?' }],
    [
      `${job}.needs`,
      ['images'],
      { path: `${job}.needs.0`, message: 'the job "images" needs itself, so it could never start' },
    ],
    [
      `${job}.needs`,
      ['production'],
      {
        path: `${job}.needs`,
        message: 'jobs wait for each other in a cycle: "images" needs "production" needs "images"',
      },
    ],
    ['pipeline.stages.1.jobs.0.name', 'images', { path: 'pipeline.stages.1.jobs.0.name' }],
    ['pipeline.runners', 0, { path: 'pipeline.runners', message: 'expected at least one runner, got 0' }],
    [
      'pipeline.rollback',
      { policy: 'guarded', readinessFailureRatio: 1.2 },
      { path: 'pipeline.rollback.readinessFailureRatio' },
    ],
    ['deployments.lockFileChanges', -0.1, { path: 'deployments.lockFileChanges' }],
    ['deployments.perDay', 0, { path: 'deployments.perDay' }],
    ['deployments.changedServices', { kind: 'lognormal', medain: 3, sigma: 1 }, { remedy: 'did you mean "median"?' }],
    [
      'deployments.changedServices',
      { kind: 'lognormal', median: -3, sigma: 1 },
      { path: 'deployments.changedServices.median' },
    ],
    ['mechanisms', { people: { selfCheck: 2 } }, { path: 'mechanisms.people.selfCheck' }],
    ['faults', [{ kind: 'sharknado' }], { path: 'faults.0.kind', message: 'there is no fault "sharknado"' }],
    ['faults', [{ kind: 'pod-crash', probability: 7 }], { path: 'faults.0.probability' }],
    [
      'targets',
      [{ kind: 'claim', metric: 'deployment.duratoin', statistic: 'mean', comparison: 'at-most', value: 1 }],
      { path: 'targets.0.metric', remedy: 'did you mean "deployment.duration"?' },
    ],
    [
      'targets',
      [{ kind: 'claim', metric: 'change.failure.rate', statistic: 'mean', comparison: 'at-most', value: 1 }],
      { path: 'targets.0.statistic', remedy: "write rate('change.failure.rate')" },
    ],
  ])('%s = %j', (path, value, expected) => {
    const problems = problemsOf(broken(path, value))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject(expected)
    expect(problems[0]?.remedy).not.toBe('')
  })
})

test('all problems of a scenario are reported at once', () => {
  const scenario = smallScenario()
  const paths = problemsOf({ ...scenario, name: '', deployments: { perDay: -1, nightly: true } }).map((p) => p.path)
  expect(paths).toEqual(['name', 'deployments.perDay', 'deployments.nightly'])
})

test('a message about something in a list names it, because an index is hard to find in a file', () => {
  expect(problemsOf(broken('fleet.services.1.replicas', 1.5))[0]?.message).toContain('"ledger"')
})

test('services that depend on each other in a cycle are allowed and noted', () => {
  const { notes } = validateScenario(broken('fleet.services.1.dependsOn', ['payment']), 'test.ts')
  expect(notes).toHaveLength(1)
  expect(notes[0]).toContain('payment -> ledger -> payment')
})

test('problems inside a suite carry the place of the scenario', () => {
  const scenario = broken('fleet.services.0.dependsOn', ['nobody'])
  expect(() => validateSuite({ name: 's', scenarios: [scenario] }, 'suite.ts')).toThrow(
    /^scenarios\.0\.fleet\.services\.0\.dependsOn\.0: /,
  )
})

test('a suite may only compare scenarios that it has', () => {
  const suite = {
    name: 's',
    scenarios: [smallScenario()],
    comparisons: [{ from: 'smal', to: 'small', label: 'x' }],
  }
  expect(() => validateSuite(suite, 'suite.ts')).toThrow('comparisons.0.from: there is no scenario "smal"')
})

test('two scenarios of a suite cannot have one name', () => {
  const suite = { name: 's', scenarios: [smallScenario(), smallScenario()] }
  expect(() => validateSuite(suite, 'suite.ts')).toThrow('scenarios.1.name: the scenario "small" is there twice')
})

test.each([
  [{ selector: { service: 'paiment' } }, 'faults.0.selector.service', 'did you mean "payment"?'],
  [{ selector: { region: 'nort' } }, 'faults.0.selector.region', 'did you mean "north"?'],
  [{ selector: { tier: 'standart' } }, 'faults.0.selector.tier', 'did you mean "standard"?'],
  [{ when: { kind: 'stage', stage: 'test' } }, 'faults.0.when.stage', 'stages: build, deploy-production'],
  [{ when: { kind: 'rollout', service: 'legder', reaches: 0.5 } }, 'faults.0.when.service', 'did you mean "ledger"?'],
])('a fault %j that selects what is not there is refused', (fault, path, remedy) => {
  const problems = problemsOf(broken('faults', [{ kind: 'pod-crash', ...fault }]))
  expect(problems.find((problem) => problem.path === path)?.remedy).toBe(remedy)
})
