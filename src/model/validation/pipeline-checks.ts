import type { Problem } from '../errors.ts'
import type { Job, Pipeline } from '../pipeline.ts'
import { findCycles } from './cycle.ts'
import { duplicateNames, unknownName } from './names.ts'

interface PlacedJob {
  readonly job: Job
  readonly path: string
  readonly stage: number
}

const placedJobs = (pipeline: Pipeline): PlacedJob[] =>
  pipeline.stages.flatMap((stage, s) =>
    stage.jobs.map((job, j) => ({ job, stage: s, path: `pipeline.stages.${s}.jobs.${j}` })),
  )

/** What a pipeline's jobs wait for must exist and must be able to end. */
export function checkPipeline(pipeline: Pipeline): Problem[] {
  const jobs = placedJobs(pipeline)
  const names = [...duplicateNames('pipeline.stages', pipeline.stages, 'stage'), ...duplicateJobs(jobs)]
  const needs = jobs.flatMap(checkNeeds(jobs.map(({ job }) => job.name)))
  // The graph of ambiguous or dangling names would say nothing.
  return names.length + needs.length > 0 ? [...names, ...needs] : checkOrder(jobs)
}

function duplicateJobs(jobs: readonly PlacedJob[]): Problem[] {
  const first = new Map<string, string>()
  return jobs.flatMap(({ job, path }) => {
    const earlier = first.get(job.name)
    first.set(job.name, earlier ?? path)
    if (earlier === undefined) return []
    return [
      {
        path: `${path}.name`,
        message: `the job "${job.name}" is there twice (first at ${earlier}), so a "needs" could mean either`,
        remedy: 'give one of them another name',
      },
    ]
  })
}

const checkNeeds =
  (known: readonly string[]) =>
  ({ job, path }: PlacedJob): Problem[] =>
    (job.needs ?? []).flatMap((name, i) =>
      name === job.name
        ? [
            {
              path: `${path}.needs.${i}`,
              message: `the job "${name}" needs itself, so it could never start`,
              remedy: 'remove the entry',
            },
          ]
        : unknownName(`${path}.needs.${i}`, name, known, 'job'),
    )

/** Cycles, where a job without `needs` waits for all jobs of the stages before. */
function checkOrder(jobs: readonly PlacedJob[]): Problem[] {
  const waitsFor = new Map(
    jobs.map(({ job, stage }) => [
      job.name,
      job.needs ?? jobs.filter((other) => other.stage < stage).map((other) => other.job.name),
    ]),
  )
  const byName = new Map(jobs.map((placed) => [placed.job.name, placed]))
  return findCycles(waitsFor).map((cycle) => {
    const withNeeds = cycle.map((name) => byName.get(name)).find((placed) => placed?.job.needs !== undefined)
    return {
      path: `${withNeeds?.path ?? 'pipeline.stages'}.needs`,
      message: `jobs wait for each other in a cycle: ${cycle.map((name) => `"${name}"`).join(' needs ')}`,
      remedy: 'remove one of these needs (a job that names no needs waits for every job of the stages before its own)',
    }
  })
}
