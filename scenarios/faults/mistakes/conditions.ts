import { constant, fintech, hours, lognormal, type PipelineInput } from 'seatrial'

/** A fleet of the published kind, small enough that fourteen scenarios take seconds. */
export const fleet = fintech({ services: 20, databases: 5 })

/** Four deployments a day of a few services each, a week a stretch. */
export const deployments = {
  perDay: 4,
  officeHours: { from: hours(9), to: hours(17) },
  changedServices: lognormal({ median: 4, sigma: 0.3 }),
  slowDay: constant(1),
  daysPerStretch: 5,
}

/** A pipeline with other settings in its jobs of one kind. */
export function withJobs<T extends PipelineInput>(
  pipeline: T,
  kind: string,
  settings: Record<string, unknown>,
): PipelineInput {
  return {
    ...pipeline,
    stages: pipeline.stages.map((stage) => ({
      ...stage,
      jobs: stage.jobs.map((job) => (job.kind === kind ? ({ ...job, ...settings } as typeof job) : job)),
    })),
  }
}
