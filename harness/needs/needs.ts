import type { Job } from '../../src/model/pipeline.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import { canaryOf } from '../canary/asked.ts'

/** What a scenario can ask of a real environment. */
export const NEEDS = [
  'clusters',
  'builds',
  'suites',
  'scans',
  'infrastructure',
  'databases',
  'gitops',
  'canaries',
  'traffic',
] as const
export type Need = (typeof NEEDS)[number]
export type Needs = ReadonlySet<Need>

/** All that an environment can have. */
export const EVERYTHING: Needs = new Set(NEEDS)

/** What the jobs of scenarios need, so that an environment for them has nothing that none of them uses. */
export function environmentNeeds(scenarios: readonly Scenario[]): Needs {
  return new Set(
    scenarios.flatMap(({ pipeline, fleet }) =>
      pipeline.stages.flatMap(({ jobs }) => jobs.flatMap((job) => needsOf(job, fleet.databases.length > 0))),
    ),
  )
}

function needsOf(job: Job, hasDatabases: boolean): readonly Need[] {
  switch (job.kind) {
    case 'build':
      return ['builds']
    case 'test':
      return ['suites']
    case 'scan':
      return ['scans']
    case 'terraform':
    case 'dns':
      return ['infrastructure']
    case 'migrate':
      return ['databases']
    case 'deploy':
      return [
        // What is deployed was built: the release before the first deployment too.
        'clusters',
        'builds',
        ...(job.delivery === 'gitops' ? (['gitops'] as const) : []),
        ...(canaryOf(job) === undefined ? [] : (['canaries'] as const)),
        ...(job.environment === 'production' ? (['traffic'] as const) : []),
        // Services connect to their databases when they start.
        ...(hasDatabases ? (['databases'] as const) : []),
      ]
    default:
      return []
  }
}
