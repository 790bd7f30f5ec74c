import { stateLockConflict } from '../../src/faults/builders.ts'
import { startOf } from '../../src/faults/when.ts'
import { constant, type Distribution } from '../../src/model/distribution.ts'
import type { FaultInput } from '../../src/model/fault.ts'
import type { JobInput, PipelineInput } from '../../src/model/pipeline.ts'
import { type Scenario, type ScenarioInput, scenarioSchema } from '../../src/model/scenario.ts'

/** One entry of the list that both worlds run. */
export interface Rehearsal {
  readonly scenario: Scenario
  /** The seed of the real run, and of the first simulated one. */
  readonly seeds: readonly [number, ...number[]]
  /** What happens, times aside; orders that are what the scenario is about, from the first moment to the last. */
  readonly moments: readonly string[]
  readonly orders: readonly (readonly string[])[]
}

/** Any time in this range, in milliseconds: times differ from run to run, so that only what must be in order always is. */
const any = (low: number, high: number): Distribution => ({ kind: 'uniform', low, high })

const REGION = 'us-east-1'

const layer = (name: string, input: 'base' | 'lock-file' | 'source') => ({
  name,
  input,
  sizeMiB: input === 'base' ? 0 : 1,
  build: any(50, 900),
})

const service = (name: string, changeWeight: number, dependsOn: readonly string[] = []) => ({
  name,
  dependsOn: [...dependsOn],
  changeWeight,
  databases: ['bookings'],
  replicas: 2,
  requests: { cpuMilli: 20, memoryMiB: 32 },
  startup: any(200, 2_000),
  shutdown: any(100, 500),
  // Longer than it takes until nobody sends requests to a pod that goes: a healthy rollout hurts nobody.
  preStopMs: 3_000,
  probes: { readiness: { periodMs: 1_000 } },
  strategy: { kind: 'rolling' as const, maxSurge: 1, maxUnavailable: 0, progressDeadlineMs: 60_000 },
  layers: [layer('base', 'base'), layer('dependencies', 'lock-file'), layer('application', 'source')],
  suites: [
    { name: 'unit', kind: 'unit' as const, duration: any(100, 2_000), flakyRate: 0 },
    { name: 'integration', kind: 'integration' as const, duration: any(100, 2_000), flakyRate: 0.5 },
  ],
  requestsPerSecond: 5,
})

const IMAGES: JobInput = {
  kind: 'build',
  name: 'images',
  daemon: 'warm',
  layerCache: { kind: 'registry', key: 'content-hash', mode: 'max' },
  dependencyCache: 'lock-file',
}
const UNIT: JobInput = { kind: 'test', name: 'unit', suites: 'unit' }
const INTEGRATION: JobInput = { kind: 'test', name: 'integration', suites: 'integration' }
const build = { name: 'build', jobs: [IMAGES] }
const tests = (job: JobInput) => ({ name: 'test', jobs: [job] })
const production = (delivery: 'kubectl' | 'gitops', more: Partial<Extract<JobInput, { kind: 'deploy' }>> = {}) => ({
  name: 'deploy-production',
  jobs: [{ kind: 'deploy' as const, name: 'production', environment: 'production' as const, delivery, ...more }],
})
/** Another team has time to take the lock before Terraform asks for it. */
const infrastructure = (lockTimeoutMs: number): PipelineInput['stages'][number] => ({
  name: 'infrastructure',
  jobs: [
    { kind: 'task', name: 'pause', duration: any(4_000, 6_000), command: ['sleep', '5'] },
    { kind: 'terraform', name: 'terraform', review: 'none', lockTimeoutMs, needs: ['pause'] },
  ],
})
const lockHeld = (duration: number): FaultInput =>
  stateLockConflict({ region: REGION, when: startOf('infrastructure'), duration })

/** What a scenario says that is not the same in all of them. */
interface Difference {
  /** Services that it changes: payment, or both. */
  readonly services: 1 | 2
  readonly pipeline: PipelineInput
  readonly deployments?: Partial<ScenarioInput['deployments']>
  readonly defects?: { readonly perChangedService: number; readonly crashing: number }
  readonly test?: { readonly unitCatches: number }
  readonly faults?: readonly FaultInput[]
}

/** A scenario of seconds in one region, with everything off by chance that it does not ask for. */
function scenario(name: string, of: Difference): Scenario {
  return scenarioSchema.parse({
    name,
    fleet: {
      regions: [
        {
          name: REGION,
          nodeGroups: [{ name: 'general', desired: 1, max: 1, cpuMilli: 4_000, memoryMiB: 8_192 }],
        },
      ],
      // A deployment of one service is one of payment. Integration suites are flaky; those that must not be, are left out.
      services: [service('payment', 1, ['ledger']), service('ledger', 0)],
      databases: [{ name: 'bookings', sizeGiB: 0.1 }],
      infrastructureResources: 4,
    },
    pipeline: { runners: 4, attendants: 0, rollback: { policy: 'readiness-failures' }, ...of.pipeline },
    deployments: {
      perDay: 1,
      warmUpDays: 0,
      daysPerStretch: 1,
      jitter: constant(0),
      changedServices: constant(of.services),
      lockFileChanges: 0,
      databaseChanges: 0,
      irreversibleMigrations: 0,
      infrastructureChanges: 0,
      observation: 3_000,
      ...of.deployments,
    },
    faults: [...(of.faults ?? [])],
    mechanisms: {
      people: {
        kubectl: any(50, 1_500),
        approval: any(50, 1_500),
        diagnoseWithMarkers: any(50, 1_500),
        pageAcknowledge: any(50, 1_500),
        customerReport: any(600_000, 900_000),
        stepError: 0,
        stepErrorWithChecklist: 0,
      },
      runners: { overhead: constant(0), failure: 0 },
      build: { cacheImport: any(50, 800), daemonStart: any(50, 800), coldDependencies: any(50, 800) },
      test: {
        containerStart: any(500, 3_000),
        unitCatches: of.test?.unitCatches ?? 0,
        integrationCatches: 0,
      },
      scan: { newFindingPerDay: 0, findingInChange: 0 },
      terraform: {
        init: any(100, 900),
        refreshPerResource: 50,
        checksum: any(50, 500),
        applyPerChange: any(100, 2_000),
        changesPerApply: constant(1),
        driftPerRegionDay: 0,
        lockHolderCrash: 0,
      },
      database: {
        lockWait: any(50, 800),
        migration: any(100, 1_500),
        validation: any(100, 1_500),
        failure: 0,
      },
      gitops: { commit: any(50, 800), refresh: any(50, 800), applyPerApplication: any(50, 800), webhook: true },
      detection: { scrapeInterval: 500, ruleInterval: 500, alertFor: 1_000, notification: 500 },
      defects: {
        perChangedService: of.defects?.perChangedService ?? 0,
        crashing: of.defects?.crashing ?? 0,
        crashAfter: any(300, 1_500),
        coupledChange: 0,
      },
    },
  } satisfies ScenarioInput)
}

/** Seeds of simulated runs: enough for an order that holds by chance to fail in one of them. */
const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1) as unknown as Rehearsal['seeds']

/** Seeds with which both worlds draw that the suite fails once and then passes: they draw for a suite of theirs each. */
export const FLAKY_ONCE: Rehearsal['seeds'] = [
  3, 6, 10, 38, 56, 94, 159, 245, 326, 339, 370, 380, 479, 483, 532, 557, 564, 565, 576, 580,
]

/** What a build tells of. */
const built = (name: string): readonly string[] => [
  `layer cache in images/${name}: a part`,
  `layer-build of ${name} by images/${name}`,
  `job images/${name} passed`,
]

/** What a rollout tells of. */
const rolledOut = (name: string, first: 'command' | 'sync', job = 'production'): readonly string[] => [
  `${first} of ${name} in ${REGION} by ${job}`,
  `rollout of ${name} in ${REGION} by ${job}`,
  `${name} rolled out in ${REGION}`,
]

const entered = ['production got lock production', 'production reached']
const ended = (outcome: string): readonly string[] => ['requests counted', `outcome: ${outcome}`]
const blocked = ['outcome: blocked']

/** The list: each scenario with the story that it tells. */
export const REHEARSALS: Readonly<Record<string, Rehearsal>> = {
  kubectl: {
    scenario: scenario('a healthy deployment by kubectl', {
      services: 2,
      pipeline: { stages: [build, production('kubectl', { services: 'one-by-one' })] },
    }),
    seeds: SEEDS,
    moments: [
      'triggered with ledger, payment',
      ...built('ledger'),
      ...built('payment'),
      'stage build passed',
      ...entered,
      ...rolledOut('ledger', 'command'),
      ...rolledOut('payment', 'command'),
      'job production passed',
      'stage deploy-production passed',
      'healthy',
      ...ended('succeeded'),
    ],
    orders: [
      ['job images/ledger passed', `command of ledger in ${REGION} by production`, 'ledger rolled out in us-east-1'],
      ['stage build passed', 'stage deploy-production passed', 'outcome: succeeded'],
    ],
  },
  gitops: {
    scenario: scenario('a healthy deployment by GitOps', {
      services: 2,
      pipeline: { stages: [build, tests(UNIT), production('gitops', { waves: true })] },
    }),
    seeds: SEEDS,
    moments: [
      'triggered with ledger, payment',
      ...['ledger', 'payment'].flatMap((name) => [
        ...built(name),
        `suite of ${name} by unit/${name}`,
        `job unit/${name} passed`,
        ...rolledOut(name, 'sync'),
      ]),
      'stage build passed',
      'stage test passed',
      ...entered,
      'command by production',
      'job production passed',
      'stage deploy-production passed',
      'healthy',
      ...ended('succeeded'),
    ],
    orders: [
      ['stage build passed', 'stage test passed', 'command by production', `sync of ledger in ${REGION} by production`],
      // Waves: what payment depends on is there before payment comes.
      [
        `ledger rolled out in ${REGION}`,
        `sync of payment in ${REGION} by production`,
        `payment rolled out in ${REGION}`,
      ],
    ],
  },
  badRelease: {
    scenario: scenario('a release that crashes and is reverted', {
      services: 1,
      defects: { perChangedService: 1, crashing: 1 },
      pipeline: { stages: [build, production('gitops')] },
    }),
    seeds: SEEDS,
    moments: [
      'triggered with payment',
      ...built('payment'),
      'stage build passed',
      ...entered,
      'command by production',
      `sync of payment in ${REGION} by production`,
      'fault code-defect landed',
      'impact: code-defect',
      'detected by those who watch the rollout',
      'job production failed: cancelled',
      'policy decided: revert',
      'command by recovery',
      ...rolledOut('payment', 'sync', 'recovery'),
      'recovery acted',
      'recovery verified',
      ...ended('rolled-back'),
    ],
    orders: [
      [
        'stage build passed',
        `sync of payment in ${REGION} by production`,
        'impact: code-defect',
        'detected by those who watch the rollout',
        `rollout of payment in ${REGION} by recovery`,
        'recovery verified',
      ],
      ['policy decided: revert', 'recovery acted'],
    ],
  },
  flakyTest: {
    scenario: scenario('a flaky test that is run again', {
      services: 1,
      pipeline: { stages: [build, tests(INTEGRATION)] },
    }),
    seeds: FLAKY_ONCE,
    moments: [
      'triggered with payment',
      ...built('payment'),
      'stage build passed',
      'state-set-up of payment by integration/payment',
      'suite of payment by integration/payment',
      'suite of payment by integration/payment, again',
      'job integration/payment passed',
      'stage test passed',
      'healthy',
      'outcome: succeeded',
    ],
    orders: [
      [
        'stage build passed',
        'suite of payment by integration/payment',
        'suite of payment by integration/payment, again',
        'outcome: succeeded',
      ],
    ],
  },
  failingTest: {
    scenario: scenario('a defect that a test finds', {
      services: 1,
      defects: { perChangedService: 1, crashing: 1 },
      test: { unitCatches: 1 },
      pipeline: { stages: [build, tests(UNIT), production('kubectl')] },
    }),
    seeds: SEEDS,
    moments: [
      'triggered with payment',
      ...built('payment'),
      'stage build passed',
      'suite of payment by unit/payment',
      'flaw caught by unit-tests',
      'job unit/payment failed: defect-found',
      'stage test failed',
      ...blocked,
    ],
    orders: [['stage build passed', 'suite of payment by unit/payment', 'flaw caught by unit-tests']],
  },
  infrastructure: {
    scenario: scenario('a change of the infrastructure', {
      services: 1,
      deployments: { infrastructureChanges: 1 },
      pipeline: { stages: [infrastructure(0)] },
    }),
    seeds: SEEDS,
    moments: [
      'triggered with payment, infrastructure',
      'task by pause',
      'job pause passed',
      `terraform/${REGION} got lock state ${REGION}`,
      `plan in ${REGION} by terraform/${REGION}`,
      `apply in ${REGION} by terraform/${REGION}`,
      `job terraform/${REGION} passed`,
      'stage infrastructure passed',
      'healthy',
      'outcome: succeeded',
    ],
    orders: [
      ['job pause passed', `plan in ${REGION} by terraform/${REGION}`, `apply in ${REGION} by terraform/${REGION}`],
    ],
  },
  lockRefused: {
    scenario: scenario('a state lock that is held', {
      services: 1,
      deployments: { infrastructureChanges: 1 },
      pipeline: { stages: [infrastructure(0)] },
      faults: [lockHeld(600_000)],
    }),
    seeds: SEEDS,
    moments: [
      'triggered with payment, infrastructure',
      'task by pause',
      'job pause passed',
      `plan in ${REGION} by terraform/${REGION}`,
      `terraform/${REGION} was refused lock state ${REGION}`,
      `job terraform/${REGION} failed: state-locked`,
      'stage infrastructure failed',
      'fault state-lock-conflict landed',
      'fault state-lock-conflict ended',
      ...blocked,
    ],
    orders: [
      ['job pause passed', 'fault state-lock-conflict landed'],
      ['job pause passed', `job terraform/${REGION} failed: state-locked`],
    ],
  },
  lockWaitedFor: {
    scenario: scenario('a state lock that is waited for', {
      services: 1,
      deployments: { infrastructureChanges: 1 },
      pipeline: { stages: [infrastructure(120_000)] },
      faults: [lockHeld(20_000)],
    }),
    seeds: SEEDS,
    moments: [
      'triggered with payment, infrastructure',
      'task by pause',
      'job pause passed',
      'fault state-lock-conflict landed',
      'fault state-lock-conflict ended',
      `terraform/${REGION} got lock state ${REGION}`,
      `plan in ${REGION} by terraform/${REGION}`,
      `apply in ${REGION} by terraform/${REGION}`,
      `job terraform/${REGION} passed`,
      'stage infrastructure passed',
      'healthy',
      'outcome: self-healed',
    ],
    orders: [
      [
        'fault state-lock-conflict landed',
        'fault state-lock-conflict ended',
        `apply in ${REGION} by terraform/${REGION}`,
      ],
      [`plan in ${REGION} by terraform/${REGION}`, `apply in ${REGION} by terraform/${REGION}`],
    ],
  },
  migration: {
    scenario: scenario('a migration that is tried on a copy first', {
      services: 1,
      deployments: { databaseChanges: 1 },
      pipeline: {
        stages: [
          build,
          { name: 'database', jobs: [{ kind: 'migrate', name: 'migrate', validated: true, backwardCompatible: true }] },
          production('kubectl'),
        ],
      },
    }),
    seeds: SEEDS,
    moments: [
      'triggered with payment, the database',
      ...built('payment'),
      'stage build passed',
      'migration by migrate',
      'job migrate passed',
      'stage database passed',
      ...entered,
      ...rolledOut('payment', 'command'),
      'job production passed',
      'stage deploy-production passed',
      'healthy',
      ...ended('succeeded'),
    ],
    orders: [
      [
        'stage build passed',
        'migration by migrate',
        'production reached',
        `rollout of payment in ${REGION} by production`,
      ],
    ],
  },
}
