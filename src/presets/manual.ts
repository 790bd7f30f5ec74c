import type { JobInput, PipelineInput } from '../model/pipeline.ts'

/** What of a manual pipeline can be switched on. The defaults are the pipeline before any improvement. */
export interface ManualOptions {
  /** Registry layer cache, dependency cache and a warm build daemon; Terraform skips what has not changed. Default false. */
  readonly caching?: boolean
  /** Ten runners, a job a service, four workers a suite, containers for test state, regions and rollouts side by side. Default false. */
  readonly parallelism?: boolean
}

/**
 * A pipeline as the published case had it before: started by a person, one service after another, shared test databases,
 * reviewed plans region by region, kubectl by hand, 47 manual steps.
 */
export function manual(options: ManualOptions = {}): PipelineInput {
  const { caching = false, parallelism = false } = options
  const order = parallelism ? 'parallel' : 'one-by-one'
  return {
    name: 'manual',
    runners: parallelism ? 10 : 1,
    retry: { max: 1, on: ['runner-failure'] },
    rollback: { policy: 'manual' },
    monitoring: 'people',
    exclusive: false,
    provenanceCheck: false,
    dailyDriftDetection: false,
    releaseEngineers: 2,
    attendants: 2,
    stages: [
      { name: 'build', jobs: buildJobs(order, caching) },
      { name: 'test', jobs: testJobs(order, parallelism) },
      { name: 'infrastructure', jobs: infrastructureJobs(order, caching) },
      { name: 'deploy-production', jobs: deployJobs(order) },
    ],
  }
}

type Order = 'one-by-one' | 'parallel'

/** Four steps; scans run on every image, changed or not. */
function buildJobs(order: Order, caching: boolean): JobInput[] {
  return [
    {
      kind: 'manual',
      name: 'start-release',
      steps: ['collect the list of changes', 'set versions and branches', 'start the build', 'tell the teams'],
      touches: 'build',
    },
    {
      kind: 'build',
      name: 'images',
      order,
      needs: ['start-release'],
      daemon: caching ? 'warm' : 'cold',
      dependencyCache: caching ? 'lock-file' : 'none',
      layerCache: caching ? { kind: 'registry', key: 'content-hash', mode: 'max' } : { kind: 'none' },
      timeoutMs: 4 * 3_600_000,
    },
    {
      kind: 'scan',
      name: 'image-scans',
      scan: 'image',
      scope: 'all',
      order,
      needs: ['images'],
      timeoutMs: 4 * 3_600_000,
    },
  ]
}

/** Five steps and the approval of the results: six. */
function testJobs(order: Order, parallelism: boolean): JobInput[] {
  return [
    {
      kind: 'manual',
      name: 'prepare-tests',
      steps: ['reserve the test environment', 'load the database state'],
      touches: 'test',
    },
    {
      kind: 'test',
      name: 'suites',
      suites: 'all',
      order,
      workers: parallelism ? 4 : 1,
      state: parallelism ? 'containers' : 'shared-databases',
      rerun: 'by-hand',
      needs: ['prepare-tests'],
      timeoutMs: 4 * 3_600_000,
    },
    {
      kind: 'manual',
      name: 'collect-results',
      steps: ['collect the reports', 'compare with known failures', 'write the sign-off'],
      touches: 'test',
      needs: ['suites'],
    },
    { kind: 'approval', name: 'approve-results', subject: 'test-results', needs: ['collect-results'] },
  ]
}

/** Five steps in each region, the review of the plan among them: fifteen. */
function infrastructureJobs(order: Order, caching: boolean): JobInput[] {
  return [
    {
      kind: 'terraform',
      name: 'terraform',
      states: 'per-region',
      regions: order,
      skipUnchanged: caching,
      review: 'every-plan',
      lockTimeoutMs: 0,
      timeoutMs: 4 * 3_600_000,
    },
    { kind: 'dns', name: 'shift-traffic', regions: order, needs: ['terraform'], timeoutMs: 4 * 3_600_000 },
    {
      kind: 'manual',
      name: 'check-regions',
      steps: ['switch the credentials', 'check the variables', 'check the load balancer', 'note the result'],
      touches: 'infrastructure',
      perRegion: true,
      needs: ['shift-traffic'],
    },
  ]
}

/** Twenty-two steps: seven in each region, and one for all. */
function deployJobs(order: Order): JobInput[] {
  return [
    {
      kind: 'manual',
      name: 'prepare-regions',
      steps: [
        'switch the cluster context',
        'edit the image tags',
        'edit the environment variables',
        'compare with the running configuration',
        'scale what needs head room',
        'silence known alarms',
        'announce the start',
      ],
      touches: 'configuration',
      perRegion: true,
    },
    { kind: 'migrate', name: 'migrate', by: 'person', needs: ['prepare-regions'] },
    {
      kind: 'deploy',
      name: 'production',
      environment: 'production',
      delivery: 'kubectl',
      regions: 'parallel',
      services: order,
      smokeTest: 'person',
      needs: ['prepare-regions', 'migrate'],
      timeoutMs: 6 * 3_600_000,
    },
    {
      kind: 'manual',
      name: 'close-release',
      steps: ['remove the silences and write the release report'],
      touches: 'nothing',
      needs: ['production'],
    },
  ]
}
