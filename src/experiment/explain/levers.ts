import { constant } from '../../model/distribution.ts'
import type { StepKind } from '../../model/events.ts'
import { withJobs } from '../../model/guards/guard.ts'
import type { Job } from '../../model/pipeline.ts'
import type { Scenario } from '../../model/scenario.ts'

/** Something that could make deployments faster, and what on the critical path it would shorten. */
export interface Lever {
  readonly name: string
  /** What is different, as it stands after `with`. */
  readonly label: string
  readonly shortens: readonly (StepKind | 'runner-wait' | 'person-wait')[]
  change(scenario: Scenario): Scenario
}

const inJobs = (scenario: Scenario, change: (job: Job) => Job): Scenario => ({
  ...scenario,
  pipeline: withJobs(scenario.pipeline, change),
})

/** What can be tried on one deployment. What a pipeline has already changes nothing, and is then not spoken of. */
export const LEVERS: readonly Lever[] = [
  {
    name: 'more-runners',
    label: 'twice as many runners',
    shortens: ['runner-wait'],
    change: (scenario) => ({
      ...scenario,
      pipeline: { ...scenario.pipeline, runners: 2 * scenario.pipeline.runners },
    }),
  },
  {
    name: 'layer-cache',
    label: 'a registry cache for layers and one for dependencies',
    shortens: ['layer-build', 'dependency-download', 'cache-import'],
    change: (scenario) =>
      inJobs(scenario, (job) =>
        job.kind === 'build'
          ? {
              ...job,
              daemon: 'warm',
              dependencyCache: 'lock-file',
              layerCache: { kind: 'registry', key: 'content-hash', mode: 'max' },
            }
          : job,
      ),
  },
  {
    name: 'side-by-side',
    label: 'services built, tested, scanned and rolled out side by side',
    shortens: ['layer-build', 'suite', 'scan', 'rollout', 'command', 'smoke-test'],
    change: (scenario) =>
      inJobs(scenario, (job) => {
        if (job.kind === 'build' || job.kind === 'test' || job.kind === 'scan') return { ...job, order: 'parallel' }
        return job.kind === 'deploy' ? { ...job, services: 'parallel' } : job
      }),
  },
  {
    name: 'regions-side-by-side',
    label: 'all regions at once',
    shortens: ['plan', 'apply', 'review', 'dns', 'health-check', 'rollout', 'sync', 'sync-wait', 'command'],
    change: (scenario) =>
      inJobs(scenario, (job) =>
        job.kind === 'terraform' || job.kind === 'dns' || job.kind === 'deploy' ? { ...job, regions: 'parallel' } : job,
      ),
  },
  {
    name: 'test-workers',
    label: 'twice as many workers a test suite',
    shortens: ['suite', 'rerun'],
    change: (scenario) => inJobs(scenario, (job) => (job.kind === 'test' ? { ...job, workers: 2 * job.workers } : job)),
  },
  {
    name: 'test-containers',
    label: 'containers for the state of tests',
    shortens: ['state-set-up', 'lock-wait'],
    change: (scenario) => inJobs(scenario, (job) => (job.kind === 'test' ? { ...job, state: 'containers' } : job)),
  },
  {
    name: 'skip-unchanged',
    label: 'Terraform states skipped where nothing changed',
    shortens: ['plan', 'apply', 'review'],
    change: (scenario) => inJobs(scenario, (job) => (job.kind === 'terraform' ? { ...job, skipUnchanged: true } : job)),
  },
  {
    name: 'webhook',
    label: 'a webhook that tells Argo CD of commits',
    shortens: ['sync-wait'],
    change: (scenario) => ({
      ...scenario,
      mechanisms: { ...scenario.mechanisms, gitops: { ...scenario.mechanisms.gitops, webhook: true } },
    }),
  },
  {
    name: 'prompt-approvals',
    label: 'approvals and reviews that are answered at once',
    shortens: ['approval', 'review', 'person-wait'],
    change: (scenario) => {
      const { people } = scenario.mechanisms
      const now = constant(0)
      return {
        ...scenario,
        mechanisms: { ...scenario.mechanisms, people: { ...people, approval: now, planReview: now } },
      }
    },
  },
]
