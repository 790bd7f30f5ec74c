import { external, type Kernel, type Process, type Task } from '../../src/kernel/index.ts'
import type { AnalysisSettings, StrategyOf } from '../../src/model/delivery-strategy.ts'
import type { Deployment, Result } from '../../src/world/world.ts'
import { followRollout, type RolloutUnderWay } from '../kubectl/follow-rollout.ts'
import { StuckRollout } from '../kubectl/rollout-failures.ts'
import type { ServiceRollouts } from '../kubectl/service-rollouts.ts'
import type { Sighting } from '../observation/alarm.ts'
import type { Placed, Releases } from '../releases/releases.ts'
import { Canary, type CanaryRollouts } from './canary.ts'

/** What canaries work with. */
export interface CanariesOptions {
  readonly kernel: Kernel
  readonly rollouts: CanaryRollouts & Pick<ServiceRollouts, 'untilRolledOut'>
  readonly releases: Releases
  /** Regions whose services have Rollouts while canaries are {@link Canaries.engage | engaged}. */
  readonly regions: readonly string[]
  /** Measures a new version until it is found to be bad, or until it is interrupted. */
  readonly analyse: (canary: RolloutUnderWay, settings: AnalysisSettings, deployment: Deployment) => Process<Sighting>
  /** Tells those who watch production what the analysis has found. */
  readonly raise: (found: Sighting, deployment: Deployment) => void
}

/**
 * Releases that go out as canaries: every service in production has a Rollout of Argo Rollouts, which takes the steps, and an analysis
 * beside it, which aborts it.
 */
export class Canaries {
  private readonly options: CanariesOptions

  constructor(options: CanariesOptions) {
    this.options = options
  }

  /** Replaces the Deployments of all services in production by Rollouts of the same pods. */
  async engage(signal: AbortSignal): Promise<void> {
    await Promise.all(this.running().map((one) => this.canary(one).convert(one.release, signal)))
  }

  /** Replaces the Rollouts by Deployments of what is to run. Not an error when they were never {@link engage}d, or not all of them. */
  async disengage(signal: AbortSignal): Promise<void> {
    await Promise.all(this.running().map((one) => this.canary(one).convertBack(one.release, signal)))
  }

  /**
   * Waits until a canary has all pods. When its analysis fails it is aborted, so that all traffic is with the version before, those who
   * watch are told, and the rollout counts as stuck: the release is still what is wanted.
   */
  *follow(rollout: RolloutUnderWay, strategy: StrategyOf<'canary'>, deployment: Deployment): Process<Result> {
    const { kernel, analyse, raise } = this.options
    const following: Task<Result> = kernel.spawn(followRollout(this.options, rollout, deployment), { name: 'canary' })
    const analysing = kernel.spawn(analyse(rollout, strategy.analysis, deployment), { name: 'analysis' })
    try {
      const first = (yield* kernel.race<unknown>([following, analysing])) as Task<unknown>
      if (first === following) return following.result
    } finally {
      following.interrupt('the canary is over')
      analysing.interrupt('the canary is over')
    }
    const found = analysing.result
    yield* external(kernel, (signal) => this.canary(rollout).abort(signal))
    raise(found, deployment)
    return new StuckRollout(rollout.release.service, rollout.place, found.message)
  }

  private canary({ release, place }: Placed): Canary {
    return new Canary({ rollouts: this.options.rollouts, service: release.service, place })
  }

  private running(): readonly Placed[] {
    return this.options.releases.runningIn(this.options.regions)
  }
}
