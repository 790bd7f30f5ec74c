import { InvalidInputError, type Problem } from '../../model/errors.ts'
import type { Job } from '../../model/pipeline.ts'
import type { Scenario } from '../../model/scenario.ts'

/**
 * Refuses scenarios that ask for a way of delivery or migration which only the simulator has: done in another way without a word, they
 * would be measured as what they are not. Throws `InvalidInputError` with each place.
 */
export function requireReal(scenarios: readonly Scenario[]): void {
  for (const { name, pipeline } of scenarios) {
    const problems = pipeline.stages.flatMap(({ jobs }, stage) =>
      jobs.flatMap((job, index) => problemsOf(job, `pipeline.stages.${stage}.jobs.${index}`)),
    )
    if (problems.length > 0) throw new InvalidInputError(`scenario ${name}`, problems)
  }
}

function problemsOf(job: Job, path: string): readonly Problem[] {
  if (job.kind === 'deploy' && job.environment === 'production') {
    const { strategy } = job
    if (strategy !== undefined && strategy.kind !== 'rolling') {
      return [simulatedOnly(`${path}.strategy`, `rolling updates on real clusters, got "${strategy.kind}"`, 'strategy')]
    }
  }
  if (job.kind === 'migrate' && job.method === 'blue-green') {
    return [simulatedOnly(`${path}.method`, 'a migration of the real database in place, got "blue-green"', 'method')]
  }
  return []
}

const simulatedOnly = (path: string, message: string, setting: string): Problem => ({
  path,
  message: `expected ${message}, which is simulated only`,
  remedy: `run it with --env sim, or leave \`${setting}\` out of the copy that runs with --env kind`,
})
