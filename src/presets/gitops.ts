import type { JobInput, PipelineInput } from '../model/pipeline.ts'
import { minutes } from '../model/units.ts'

/** What of a GitOps pipeline can be chosen. The defaults are the improved pipeline of the published case. */
export interface GitopsOptions {
  /** Default `content-hash`. */
  readonly layerCache?: 'none' | 'content-hash' | 'ref'
  /** Default 10. */
  readonly runners?: number
  /** Default `parallel`. */
  readonly regions?: 'one-by-one' | 'parallel'
  /** Default `readiness-failures`. */
  readonly rollback?: NonNullable<PipelineInput['rollback']>['policy']
  /** Default true. */
  readonly provenanceCheck?: boolean
}

/**
 * A pipeline whose stages are built, tested and scanned by runners, whose environments follow a Git repository, and which
 * reverts by itself: matrix jobs on a pool of runners, registry cache, containers for test state, Terraform where checksums
 * differ, staging, and production in all regions.
 */
export function gitops(options: GitopsOptions = {}): PipelineInput {
  const { layerCache = 'content-hash', runners = 10, regions = 'parallel' } = options
  return {
    name: 'gitops',
    runners,
    retry: {
      max: 2,
      on: ['runner-failure', 'registry-unavailable', 'state-locked', 'api-throttled', 'flaky-test'],
    },
    rollback: { policy: options.rollback ?? 'readiness-failures', readinessFailureRatio: 0.2 },
    monitoring: 'alerts',
    exclusive: true,
    provenanceCheck: options.provenanceCheck ?? true,
    dailyDriftDetection: true,
    releaseEngineers: 2,
    attendants: 1,
    stages: [
      { name: 'build', jobs: [images(layerCache)] },
      {
        name: 'test',
        jobs: [
          { kind: 'test', name: 'unit', suites: 'unit', workers: 4, state: 'containers', rerun: 'automatic' },
          {
            kind: 'test',
            name: 'integration',
            suites: 'integration',
            workers: 4,
            state: 'containers',
            rerun: 'automatic',
          },
        ],
      },
      {
        name: 'security-scan',
        jobs: [
          { kind: 'scan', name: 'container-scan', scan: 'image' },
          { kind: 'scan', name: 'static-analysis', scan: 'static' },
          { kind: 'scan', name: 'secrets', scan: 'secrets' },
          { kind: 'scan', name: 'licences', scan: 'licences' },
          { kind: 'scan', name: 'terraform-policy', scan: 'terraform-policy' },
        ],
      },
      {
        name: 'infrastructure',
        jobs: [
          {
            kind: 'terraform',
            name: 'terraform',
            states: 'per-team',
            regions,
            skipUnchanged: true,
            review: 'changes',
            lockTimeoutMs: minutes(5),
          },
        ],
      },
      {
        name: 'deploy-staging',
        jobs: [{ kind: 'deploy', name: 'staging', environment: 'staging', delivery: 'gitops', smokeTest: 'pipeline' }],
      },
      {
        name: 'deploy-production',
        jobs: [
          {
            kind: 'manual',
            name: 'release-note',
            steps: ['read what is in the release and confirm it'],
            touches: 'configuration',
            checklist: true,
          },
          { kind: 'approval', name: 'approve-production', subject: 'production', needs: ['release-note', 'staging'] },
          {
            kind: 'migrate',
            name: 'migrate',
            by: 'pipeline',
            validated: true,
            backwardCompatible: true,
            needs: ['approve-production'],
          },
          {
            kind: 'deploy',
            name: 'production',
            environment: 'production',
            delivery: 'gitops',
            regions,
            waves: true,
            needs: ['migrate', 'approve-production'],
          },
        ],
      },
    ],
  }
}

function images(layerCache: 'none' | 'content-hash' | 'ref'): JobInput {
  return {
    kind: 'build',
    name: 'images',
    scope: 'changed',
    order: 'parallel',
    daemon: 'warm',
    dependencyCache: layerCache === 'none' ? 'none' : layerCache === 'ref' ? 'ref' : 'lock-file',
    layerCache: layerCache === 'none' ? { kind: 'none' } : { kind: 'registry', key: layerCache, mode: 'max' },
  }
}
