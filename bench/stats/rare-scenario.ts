import { constant, type Distribution, lognormal } from '../../src/model/distribution.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import { seconds } from '../../src/model/units.ts'
import { validateScenario } from '../../src/model/validate.ts'

const SERVICES = ['web', 'cart', 'search', 'payment', 'stock', 'mail']
const UNIT = 0.6
const INTEGRATION = 0.7
const STAGING = 0.55
const ESCAPES = (1 - UNIT) * (1 - INTEGRATION) * (1 - STAGING)
/** Share of deployments that reached production and fail there, by construction. */
export const TRUE_RATE = 0.001

/**
 * A pipeline whose true change failure rate is known: every deployment changes all services, a defect answers half of the
 * requests with errors, and nothing else goes wrong. With d the probability of a defect and e that of its escape,
 * 1 − d(1 − e) of the services are let through and 1 − d are sound, so 1 − ((1 − d) / (1 − d(1 − e)))^6 of the deployments
 * that reach production fail. Solved for d.
 */
export const rareScenario = (): Scenario => scenarioOf(constant(seconds(60)))

/** The same with suites whose length varies, for the trial of the gate. */
export const simGateScenario = (): Scenario => scenarioOf(lognormal({ median: seconds(60), sigma: 0.3 }))

function scenarioOf(duration: Distribution): Scenario {
  const sound = (1 - TRUE_RATE) ** (1 / SERVICES.length)
  const defects = (1 - sound) / (1 - sound * (1 - ESCAPES))
  const suite = (name: 'unit' | 'integration') => ({ name, kind: name, duration, flakyRate: 0 })
  const test = (suites: 'unit' | 'integration') => ({
    ...{ kind: 'test', name: suites, suites, workers: 1, state: 'containers', rerun: 'automatic' },
  })
  const deploy = (name: 'staging' | 'production') => ({
    ...{ kind: 'deploy', name, environment: name, delivery: 'gitops', regions: 'parallel', waves: false },
  })
  const document = {
    name: 'rare failures',
    fleet: {
      regions: [
        { name: 'here', nodeGroups: [{ name: 'nodes', desired: 4, max: 8, cpuMilli: 8_000, memoryMiB: 32_768 }] },
      ],
      services: SERVICES.map((name) => ({ name, suites: [suite('unit'), suite('integration')] })),
      infrastructureResources: 100,
    },
    pipeline: {
      name: 'short',
      runners: 6,
      monitoring: 'alerts',
      rollback: { policy: 'readiness-failures', readinessFailureRatio: 0.2 },
      stages: [
        { name: 'test', jobs: [test('unit'), test('integration')] },
        { name: 'staging', jobs: [deploy('staging')] },
        { name: 'production', jobs: [deploy('production')] },
      ],
    },
    deployments: {
      ...{
        perDay: 2,
        warmUpDays: 1,
        daysPerStretch: 3,
        changedServices: constant(SERVICES.length),
        lockFileChanges: 0,
      },
      ...{ databaseChanges: 0, infrastructureChanges: 0 },
    },
    mechanisms: {
      runners: { failure: 0 },
      defects: { perChangedService: defects, crashing: 0, errorRatio: constant(0.5), coupledChange: 0 },
      test: { unitCatches: UNIT, integrationCatches: INTEGRATION },
      detection: { stagingCatchesErrors: STAGING },
      people: { stepError: 0, stepErrorWithChecklist: 0 },
      scan: { newFindingPerDay: 0, findingInChange: 0 },
      terraform: { driftPerRegionDay: 0, lockHolderCrash: 0 },
      database: { failure: 0 },
    },
  }
  return validateScenario(document, 'bench/stats/rare-scenario.ts').value
}
