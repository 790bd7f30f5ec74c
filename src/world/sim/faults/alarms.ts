import type { Process } from '../../../kernel/index.ts'
import type { DetectionPath } from '../../../model/events.ts'
import type { Failure } from '../../../model/failure.ts'
import type { Millis } from '../../../model/units.ts'
import type { Rollout } from '../cluster/index.ts'
import { PURPOSE } from '../purpose.ts'
import type { SimDeployment } from '../sim-deployment.ts'
import type { SimState } from '../state.ts'

/** From this share of failing new pods on, people and alerts call a rollout stuck where no readiness rule says so. */
const SOME = 0.01

/**
 * The watchers of production, looking at what a fault does. They are those of `health.ts` with the same delays; there they
 * look at what a deployment brings with it.
 */
export class Alarms {
  private readonly state: SimState
  private readonly d: SimDeployment

  constructor(state: SimState, d: SimDeployment) {
    this.state = state
    this.d = d
  }

  /** Users are hurt for as long as `lasts()`. */
  hurt(failure: Failure, ratio: number, lasts: () => boolean): void {
    const { detection, people } = this.state.mechanisms
    if (this.isAlerting) {
      if (ratio >= detection.alertErrorRatio) this.raiseAfter('alert', this.alertDelay(), failure, lasts)
      this.spawn(this.synthetic(failure, ratio, lasts))
    }
    const reported = this.d.draws.person(people.customerReport, this.state.key('deployment'), PURPOSE.customer)
    this.raiseAfter('customer-report', pause(reported), failure, lasts)
  }

  /** New pods fail because of a fault; `failure` is asked for when they do, and undefined when no fault is to blame. */
  *rollout(rollout: Rollout, failure: () => Failure | undefined): Process {
    if (!(yield* rollout.fails(SOME))) return
    const blamed = failure()
    if (blamed === undefined) return
    const goesOn = (): boolean => !rollout.ended
    const { policy, readinessFailureRatio } = this.state.scenario.pipeline.rollback
    if (!this.isAlerting) this.raiseAfter('rollout-watch', pause(this.watching()), blamed, goesOn)
    else if (policy === 'readiness-failures') {
      this.raiseAfter('readiness-rule', this.readinessRule(rollout, readinessFailureRatio), blamed, goesOn)
    } else this.raiseAfter('alert', this.alertDelay(), blamed, goesOn)
    yield* rollout.progressDeadlineExceeded.wait()
    this.d.raise({ path: 'progress-deadline', failure: blamed })
  }

  /** Runs with the deployment and ends with it. */
  spawn(process: Process): void {
    this.d.tasks.push(this.state.kernel.spawn(process, { name: 'monitor of faults' }))
  }

  private raiseAfter(path: DetectionPath, wait: Process, failure: Failure, lasts: () => boolean): void {
    const { d } = this
    this.spawn(
      (function* (): Process {
        yield* wait
        if (lasts()) d.raise({ path, failure })
      })(),
    )
  }

  private *readinessRule(rollout: Rollout, ratio: number): Process {
    const { detection } = this.state.mechanisms
    if (!(yield* rollout.fails(ratio))) return
    yield* this.untilTick(detection.scrapeInterval)
    yield* this.untilTick(detection.ruleInterval)
  }

  private *alertDelay(): Process {
    const { detection } = this.state.mechanisms
    yield* this.untilTick(detection.scrapeInterval)
    yield* this.untilTick(detection.ruleInterval)
    yield detection.alertFor
    yield detection.notification
  }

  /** A check is a request as any other: it fails as often as theirs do, where it covers the path at all. */
  private *synthetic(failure: Failure, ratio: number, lasts: () => boolean): Process {
    const { detection } = this.state.mechanisms
    const entity = this.state.key('deployment')
    for (let check = 0; ; check++) {
      yield* this.untilTick(detection.syntheticInterval)
      if (!lasts()) return
      if (this.d.draws.chance(detection.syntheticCatches * ratio, entity, PURPOSE.synthetic, check)) break
      yield 1
    }
    this.d.raise({ path: 'synthetic-check', failure })
  }

  private watching(): Millis {
    const { watchNotices } = this.state.mechanisms.detection
    return this.d.draws.person(watchNotices, this.state.key('deployment'), PURPOSE.watch)
  }

  private *untilTick(interval: Millis): Process {
    const rest = this.state.kernel.now % interval
    if (rest > 0) yield interval - rest
  }

  private get isAlerting(): boolean {
    return this.state.scenario.pipeline.monitoring === 'alerts'
  }
}

function* pause(ms: Millis): Process {
  yield ms
}
