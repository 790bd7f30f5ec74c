import { simulateStretch } from '../src/experiment/stretch.ts'
import { constant } from '../src/model/distribution.ts'
import type { DeploymentEvent, Recording } from '../src/model/events.ts'
import type { ServiceInput } from '../src/model/fleet.ts'
import type { PipelineInput } from '../src/model/pipeline.ts'
import { type Scenario, type ScenarioInput, scenarioSchema } from '../src/model/scenario.ts'

type Kind = DeploymentEvent['kind']
type Of<K extends Kind> = Extract<DeploymentEvent, { kind: K }>

const region = (name: string) => ({
  name,
  nodeGroups: [{ name: 'nodes', desired: 4, max: 8, cpuMilli: 8_000, memoryMiB: 32_768 }],
})

/** A scenario of a few services with everything off that a test does not ask for: no defects, no mistakes, no slow days. */
export function rehearsal(of: {
  pipeline: PipelineInput
  services?: readonly ServiceInput[]
  regions?: readonly string[]
  deployments?: Partial<ScenarioInput['deployments']>
  mechanisms?: ScenarioInput['mechanisms']
}): Scenario {
  return scenarioSchema.parse({
    name: 'a rehearsal',
    fleet: {
      regions: (of.regions ?? ['here']).map(region),
      services: [...(of.services ?? [{ name: 'web' }])],
      infrastructureResources: 100,
    },
    pipeline: of.pipeline,
    deployments: {
      perDay: 1,
      warmUpDays: 0,
      daysPerStretch: 1,
      jitter: constant(0),
      changedServices: constant(1_000),
      lockFileChanges: 0,
      databaseChanges: 0,
      infrastructureChanges: 0,
      observation: 3_600_000,
      ...of.deployments,
    },
    mechanisms: {
      ...of.mechanisms,
      runners: { overhead: constant(0), failure: 0, ...of.mechanisms?.runners },
      defects: { perChangedService: 0, coupledChange: 0, ...of.mechanisms?.defects },
      people: { stepError: 0, stepErrorWithChecklist: 0, ...of.mechanisms?.people },
      scan: { newFindingPerDay: 0, findingInChange: 0, ...of.mechanisms?.scan },
      terraform: { driftPerRegionDay: 0, lockHolderCrash: 0, ...of.mechanisms?.terraform },
      database: { failure: 0, ...of.mechanisms?.database },
    },
  } satisfies ScenarioInput)
}

/** The recordings of the first stretch of a scenario. Little's law is checked on every resource of it. */
export function rehearse(
  scenario: Scenario,
  options: { deployments?: number; seed?: number; stretch?: number } = {},
): Recording[] {
  const recordings: Recording[] = []
  simulateStretch(scenario, {
    seed: options.seed ?? 1,
    stretch: options.stretch ?? 0,
    measured: options.deployments ?? 1,
    checkInvariants: true,
    onRecording: (recording) => recordings.push(recording),
  })
  return recordings
}

/** The recording of the only deployment. */
export const rehearseOne = (scenario: Scenario, seed = 1): Recording => rehearse(scenario, { seed })[0]!

/** All events of a kind. */
export const eventsOf = <K extends Kind>(recording: Recording, kind: K): Of<K>[] =>
  recording.events.filter((event): event is Of<K> => event.kind === kind)

/** When a job started and finished, after the trigger. */
export function spanOf(recording: Recording, job: string): { queued: number; started: number; finished: number } {
  const origin = recording.events[0]!.at
  const at = (kind: 'job.queued' | 'job.started' | 'job.finished') =>
    (eventsOf(recording, kind).find((event) => event.job === job)?.at ?? Number.NaN) - origin
  return { queued: at('job.queued'), started: at('job.started'), finished: at('job.finished') }
}

/** How the deployment ended. */
export const outcomeOf = (recording: Recording): string =>
  eventsOf(recording, 'deployment.finished')[0]?.outcome ?? 'none'
