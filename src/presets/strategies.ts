import type { DeliveryStrategyInput } from '../model/delivery-strategy.ts'
import type { PipelineInput } from '../model/pipeline.ts'
import { minutes, seconds } from '../model/units.ts'

/** A canary of three steps in eight minutes: fast enough for a pipeline that is to take eighteen. */
export const canary = (): DeliveryStrategyInput => ({
  kind: 'canary',
  steps: [
    { weight: 0.05, pauseMs: minutes(2) },
    { weight: 0.25, pauseMs: minutes(3) },
    { weight: 0.5, pauseMs: minutes(3) },
  ],
  analysis: { intervalMs: seconds(60) },
})

/** Blue/green: tested behind a preview, switched at once, switched back while the old version is still there. */
export const blueGreen = (): DeliveryStrategyInput => ({ kind: 'blue-green', analysedMs: minutes(5) })

/** A fifth of the requests is copied to the new version for some minutes before anybody gets an answer of it. */
export const shadow = (): DeliveryStrategyInput => ({ kind: 'shadow', mirrored: 0.2, mirroredMs: minutes(5) })

/** The same pipeline, whose deployments to production move their traffic by this strategy. */
export function withStrategy(pipeline: PipelineInput, strategy: DeliveryStrategyInput): PipelineInput {
  return {
    ...pipeline,
    stages: pipeline.stages.map((stage) => ({
      ...stage,
      jobs: stage.jobs.map((job) =>
        job.kind === 'deploy' && job.environment === 'production' ? { ...job, strategy } : job,
      ),
    })),
  }
}
