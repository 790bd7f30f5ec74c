import { constant } from '../model/distribution.ts'
import type { FaultInput } from '../model/fault.ts'
import type { ServiceInput } from '../model/fleet.ts'
import type { JobInput, PipelineInput } from '../model/pipeline.ts'
import { type Scenario, type ScenarioInput, scenarioSchema } from '../model/scenario.ts'
import { minutes, seconds } from '../model/units.ts'
import type { FaultKind, RealTrial } from './fault-kind.ts'

const probes = {
  startup: { periodMs: seconds(1), failureThreshold: 120 },
  readiness: { periodMs: seconds(1), failureThreshold: 2 },
  liveness: { periodMs: seconds(2), failureThreshold: 3 },
}

/**
 * Two services in one region and one deployment of both, small enough for real things; without the fault it succeeds. Trials of several
 * faults `on` one environment have the same fleet, which has what each of them needs.
 */
export function realTrialScenario(
  kind: FaultKind,
  pipeline: PipelineInput,
  isFaulted: boolean,
  on: readonly FaultKind[] = [kind],
): Scenario {
  const { real = {}, ...trial } = kind.trial ?? {}
  const { databases, startupMs, nodes, lifecycle } = fleetNeeds(on)
  const service = (name: string, of: Partial<ServiceInput> = {}): ServiceInput => ({
    name,
    replicas: 2,
    requests: { cpuMilli: 10, memoryMiB: 48 },
    limits: { cpuMilli: 1_000, memoryMiB: 192 },
    strategy: { kind: 'rolling', maxSurge: 1, maxUnavailable: 0, progressDeadlineMs: minutes(10) },
    probes,
    preStopMs: seconds(2),
    terminationGraceMs: seconds(10),
    startup: constant(startupMs),
    shutdown: constant(300),
    databases,
    suites: [{ name: 'unit', kind: 'unit', duration: constant(seconds(1)) }],
    layers: [
      { name: 'base', input: 'base', sizeMiB: 0, build: constant(50) },
      { name: 'dependencies', input: 'lock-file', sizeMiB: 0.5, build: constant(50) },
      { name: 'application', input: 'source', sizeMiB: 0.1, build: constant(50) },
    ],
    ...of,
  })
  const fault: FaultInput = {
    kind: kind.name,
    settings: { ...real.settings },
    ...(kind.selects.includes('service') ? { selector: { service: 'payment' } } : {}),
    ...(real.durationMs === undefined ? {} : { durationMs: real.durationMs }),
  }
  return scenarioSchema.parse({
    name: isFaulted ? `trial of ${kind.name}` : `control of ${kind.name}`,
    fleet: {
      regions: [
        {
          name: 'here',
          nodeGroups: [
            {
              ...{ name: 'general', desired: nodes, max: nodes, cpuMilli: 8_000, memoryMiB: 16_384 },
              lifecycle,
            },
          ],
        },
      ],
      services: [service('ledger'), service('payment', { dependsOn: ['ledger'] })],
      databases: databases.map((name) => ({ name, sizeGiB: 1 })),
      infrastructureResources: 5,
    },
    pipeline: { ...pipeline, ...trial.pipeline, stages: stagesFor(real, pipeline) },
    deployments: {
      ...{ perDay: 1, warmUpDays: 0, daysPerStretch: 1, jitter: constant(0), changedServices: constant(1_000) },
      ...{ lockFileChanges: 0, databaseChanges: 0, infrastructureChanges: 0, observation: minutes(2) },
      ...trial.deployments,
    },
    // Constants of the trial that say what machines need are the simulator's alone: real ones need what they need.
    mechanisms: { ...QUICK, ...(trial.mechanisms?.gitops === undefined ? {} : { gitops: trial.mechanisms.gitops }) },
    faults: isFaulted ? [fault] : [],
  } satisfies ScenarioInput)
}

/** What a fleet must have for each of the faults to have an occasion. */
function fleetNeeds(on: readonly FaultKind[]) {
  const trials = on.map(({ trial = {} }) => trial)
  const reals = trials.map(({ real = {} }) => real)
  const hasMigration = reals.some((real) => hasJob(real, 'migrate') || hasJob(real, 'unchecked-migration'))
  return {
    databases: hasMigration ? ['bookings'] : [],
    startupMs: Math.max(...reals.map(({ startupMs = 300 }) => startupMs)),
    nodes: Math.max(...reals.map(({ nodes = 1 }) => nodes)),
    lifecycle: trials.some(({ spot }) => spot === true) ? ('spot' as const) : ('on-demand' as const),
  }
}

const hasJob = (real: RealTrial, job: NonNullable<RealTrial['jobs']>[number]): boolean =>
  real.jobs?.includes(job) === true

/** Of the pipeline, a build, the rollout in production, and the jobs that the fault needs. */
function stagesFor(real: RealTrial, { stages }: PipelineInput): PipelineInput['stages'] {
  const kept = stages.map((stage) => ({ ...stage, jobs: stage.jobs.filter((job) => isWanted(job, real)) }))
  const names = new Set(kept.flatMap(({ jobs }) => jobs.map(({ name }) => name)))
  return kept
    .filter(({ jobs }) => jobs.length > 0)
    .map((stage) => ({ ...stage, jobs: stage.jobs.map((job) => adapted(job, real, names)) }))
}

function isWanted(job: JobInput, real: RealTrial): boolean {
  switch (job.kind) {
    case 'build':
      return true
    case 'deploy':
      return job.environment === 'production'
    case 'test':
      return job.suites === 'unit' && hasJob(real, 'test')
    case 'scan':
      return job.scan === 'secrets' && hasJob(real, 'secrets')
    case 'terraform':
      return hasJob(real, 'terraform')
    case 'migrate':
      return hasJob(real, 'migrate') || hasJob(real, 'unchecked-migration')
    case 'manual':
      return hasJob(real, 'manual')
    case 'approval':
      return hasJob(real, 'approval')
    default:
      return false
  }
}

/** The rollout comes last; of what other jobs wait for, what is left. A job that needs nothing by name waits for the stage before. */
function adapted(job: JobInput, real: RealTrial, names: ReadonlySet<string>): JobInput {
  if (job.kind === 'deploy') {
    const needs = [...names].filter((name) => name !== job.name)
    return { ...job, needs, delivery: real.delivery ?? 'kubectl' }
  }
  const { needs, ...rest } = job
  const left = needs?.filter((name) => names.has(name)) ?? []
  const own = { ...rest, ...(left.length === 0 ? {} : { needs: left }) } as JobInput
  if (own.kind === 'approval') return { ...own, timeoutMs: APPROVAL_TIMEOUT_MS }
  if (own.kind !== 'migrate' || !hasJob(real, 'unchecked-migration')) return own
  return { ...own, validated: false, backwardCompatible: false }
}

/** How long a trial waits for an approval, which people give within a second. */
const APPROVAL_TIMEOUT_MS = seconds(15)

/** People who need seconds, monitors that look every second, and nothing that goes wrong by itself: for real things, which are waited for. */
export const QUICK = {
  runners: { failure: 0 },
  // A real service looks for what it cannot start without for 10 s (`NEEDS_TIMEOUT_MS`) before it exits.
  defects: { perChangedService: 0, coupledChange: 0, crashAfter: constant(seconds(10)) },
  scan: { newFindingPerDay: 0, findingInChange: 0 },
  terraform: { driftPerRegionDay: 0, lockHolderCrash: 0 },
  database: { failure: 0 },
  build: { refKeyStaleHit: 0 },
  people: {
    ...{ stepError: 0, stepErrorWithChecklist: 0, reviewCatches: 1 },
    ...{ manualStep: constant(seconds(1)), kubectl: constant(200), smokeTest: constant(500) },
    ...{ verifyByHand: constant(seconds(5)), planReview: constant(seconds(2)), approval: constant(seconds(1)) },
    ...{ noticeFailedJob: constant(seconds(3)), pageAcknowledge: constant(seconds(2)), repair: constant(seconds(20)) },
    ...{ diagnoseWithMarkers: constant(seconds(2)), customerReport: constant(minutes(10)) },
  },
  detection: {
    ...{ scrapeInterval: seconds(1), ruleInterval: seconds(2), alertFor: seconds(4), notification: seconds(2) },
    ...{ syntheticInterval: seconds(20), syntheticCatches: 0, smokeSuite: constant(500) },
  },
} satisfies ScenarioInput['mechanisms']
