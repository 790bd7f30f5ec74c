import { external, type Kernel, type Process } from '../../src/kernel/index.ts'
import type { JobId } from '../../src/model/events.ts'
import type { Millis } from '../../src/model/units.ts'
import { type Deployment, type Result, step } from '../../src/world/world.ts'
import { kernelTime } from '../kernel-time.ts'
import type { Release } from '../releases/releases.ts'
import { StuckRollout } from './rollout-failures.ts'
import type { ServiceRollouts } from './service-rollouts.ts'

const STAGING = 'staging'

/** A rollout that has begun, whoever asked for it. */
export interface RolloutUnderWay {
  readonly release: Release
  readonly place: string
  readonly job: JobId
  /** Generation of the Deployment that is waited for. */
  readonly generation: number
  readonly from: Millis
}

/** Waits for a rollout, and records its time as a step and how it ended. */
export function* followRollout(
  { kernel, rollouts }: { readonly kernel: Kernel; readonly rollouts: Pick<ServiceRollouts, 'untilRolledOut'> },
  { release, place, job, generation, from }: RolloutUnderWay,
  deployment: Deployment,
): Process<Result> {
  const where = { service: release.service, region: place }
  const end = yield* external(kernel, (signal) => rollouts.untilRolledOut(release, place, generation, signal))
  const at = Math.max(from, kernelTime(kernel, end.at))
  deployment.record(step(at, from, job, 'rollout', where))
  deployment.record({
    kind: 'rollout.finished',
    at,
    from,
    environment: place === STAGING ? 'staging' : 'production',
    ...where,
    healthy: end.ok,
    pods: end.ok ? end.pods : 0,
  })
  return end.ok ? { ok: true } : new StuckRollout(release.service, place, end.detail)
}
