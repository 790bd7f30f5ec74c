import { constant, uniform } from '../model/distribution.ts'
import type { FaultInput } from '../model/fault.ts'
import type { ServiceInput } from '../model/fleet.ts'
import type { PipelineInput } from '../model/pipeline.ts'
import { type Scenario, type ScenarioInput, scenarioSchema } from '../model/scenario.ts'
import { minutes, seconds } from '../model/units.ts'
import type { FaultKind } from './fault-kind.ts'

const probes = {
  startup: { periodMs: seconds(10), failureThreshold: 30 },
  readiness: { periodMs: seconds(5) },
  liveness: { periodMs: seconds(10) },
}

const service = (name: string, of: Partial<ServiceInput> = {}): ServiceInput => ({
  name,
  replicas: 4,
  probes,
  requestsPerSecond: 50,
  startup: uniform(seconds(15), seconds(20)),
  suites: [
    { name: 'unit', kind: 'unit', duration: constant(minutes(2)) },
    { name: 'integration', kind: 'integration', duration: constant(minutes(2)) },
  ],
  ...of,
})

const region = (name: string, spot: boolean) => ({
  name,
  nodeGroups: [
    {
      name: 'general',
      desired: 6,
      max: 12,
      cpuMilli: 8_000,
      memoryMiB: 32_768,
      lifecycle: spot ? ('spot' as const) : ('on-demand' as const),
    },
  ],
})

/**
 * Three services in two regions and one deployment of all of them, with everything off that the fault does not need: no
 * defects, no mistakes, no slow days. Without the fault the deployment succeeds.
 */
export function trialScenario(kind: FaultKind, pipeline: PipelineInput, faults: readonly FaultInput[]): Scenario {
  const { trial = {} } = kind
  return scenarioSchema.parse({
    name: `trial of ${kind.name}`,
    fleet: {
      regions: ['here', 'there'].map((name) => region(name, trial.spot ?? false)),
      services: [service('ledger'), service('payment', { tier: 'critical' }), service('web')],
      infrastructureResources: 100,
    },
    pipeline: { ...pipeline, ...trial.pipeline },
    deployments: {
      perDay: 1,
      warmUpDays: 0,
      daysPerStretch: 1,
      jitter: constant(0),
      changedServices: constant(1_000),
      lockFileChanges: 0,
      databaseChanges: 0,
      infrastructureChanges: 0,
      ...trial.deployments,
    },
    mechanisms: quiet(trial.mechanisms),
    faults: [...faults],
  } satisfies ScenarioInput)
}

/** Mechanisms in which nothing goes wrong by itself, with what a trial says of them. */
export const quiet = (of: ScenarioInput['mechanisms'] = {}): ScenarioInput['mechanisms'] => ({
  ...of,
  runners: { failure: 0, ...of.runners },
  defects: { perChangedService: 0, coupledChange: 0, ...of.defects },
  people: { stepError: 0, stepErrorWithChecklist: 0, ...of.people },
  scan: { newFindingPerDay: 0, findingInChange: 0, ...of.scan },
  terraform: { driftPerRegionDay: 0, lockHolderCrash: 0, ...of.terraform },
  database: { failure: 0, ...of.database },
  build: { refKeyStaleHit: 0, ...of.build },
  // A check every five minutes can be quicker than an alert by luck; who speaks first must not depend on the seed here.
  detection: { syntheticCatches: 0, ...of.detection },
})
