import { InvalidInputError, type Problem } from '../../model/errors.ts'
import type { Job, Pipeline } from '../../model/pipeline.ts'
import type { Scenario } from '../../model/scenario.ts'

/**
 * Refuses scenarios that ask for a way of delivery or migration which only the simulator has: done in another way without a word, they
 * would be measured as what they are not. Throws `InvalidInputError` with each place.
 */
export function requireReal(scenarios: readonly Scenario[]): void {
  for (const { name, pipeline } of scenarios) {
    const problems = pipeline.stages.flatMap(({ jobs }, stage) =>
      jobs.flatMap((job, index) => problemsOf(job, pipeline, `pipeline.stages.${stage}.jobs.${index}`)),
    )
    if (problems.length > 0) throw new InvalidInputError(`scenario ${name}`, problems)
  }
}

function problemsOf(job: Job, pipeline: Pipeline, path: string): readonly Problem[] {
  if (job.kind === 'deploy' && job.environment === 'production') {
    const { strategy = { kind: 'rolling' } } = job
    if (strategy.kind === 'canary') return followsGit(pipeline) ? [canaryFromGit(`${path}.strategy`)] : []
    if (strategy.kind !== 'rolling') {
      const message = `rolling updates or canaries on real clusters, got "${strategy.kind}"`
      return [simulatedOnly(`${path}.strategy`, message, 'strategy')]
    }
  }
  if (job.kind === 'migrate' && job.method === 'blue-green') {
    return [simulatedOnly(`${path}.method`, 'a migration of the real database in place, got "blue-green"', 'method')]
  }
  return []
}

/** One Argo CD takes all Deployments of the fleet over, whichever job asks for it. */
const followsGit = ({ stages }: Pipeline): boolean =>
  stages.some(({ jobs }) => jobs.some((job) => job.kind === 'deploy' && job.delivery === 'gitops'))

const canaryFromGit = (path: string): Problem => ({
  path,
  message: 'expected canaries on real clusters to be delivered by kubectl, got a pipeline that delivers by GitOps',
  remedy: 'set `delivery` of its deploy jobs to "kubectl", leave `strategy` out, or run it with --env sim',
})

const simulatedOnly = (path: string, message: string, setting: string): Problem => ({
  path,
  message: `expected ${message}, which is simulated only`,
  remedy: `run it with --env sim, or leave \`${setting}\` out of the copy that runs with --env kind`,
})
