import type { Failure } from '../../src/model/failure.ts'

/**
 * Kubernetes says that a rollout makes no progress. Whoever waits for it gives up; the rollout goes on, and may come to its end after
 * all.
 */
export class StuckRollout {
  readonly ok = false
  readonly failure: Failure

  constructor(service: string, region: string, detail: string) {
    this.failure = failure(service, region, `the rollout of ${service} in ${region} is stuck: ${detail}`)
  }
}

/** There is no version to go back to. */
export const nothingBefore = (service: string, region: string): Failure =>
  failure(service, region, `${service} did not run in ${region} before: there is nothing to go back to`)

const failure = (service: string, region: string, message: string): Failure => ({
  class: 'rollout-failure',
  cause: 'platform',
  message,
  service,
  region,
})
