import type { Process } from '../../src/kernel/index.ts'
import type { DetectionPath } from '../../src/model/events.ts'
import type { Failure } from '../../src/model/failure.ts'
import type { Ratio } from '../../src/model/units.ts'
import { PURPOSE } from '../../src/world/sim/purpose.ts'
import { objectName } from '../charts/names.ts'
import type { Landing } from '../releases/releases.ts'
import type { Alarm } from './alarm.ts'
import { NewPods } from './new-pods.ts'
import type { Outlook } from './options.ts'
import { statusOf } from './rollout-sight.ts'
import { LOOK_MS, untilSeen, untilTick } from './ticks.ts'

/** Share of failing new pods from which people and alerts call a rollout stuck, where no readiness rule says so. */
const SOME: Ratio = 0.01

/** Watches the pods of one release in one place, as `Health` of the simulator does: who notices what, and how long each takes. */
export class PodWatchers {
  private readonly outlook: Outlook
  private readonly alarm: Alarm
  private readonly landing: Landing
  private readonly pods: NewPods
  /** What the first failing pods showed: however it is noticed, it is this. */
  private failing: Failure | undefined

  constructor(outlook: Outlook, alarm: Alarm, landing: Landing) {
    this.outlook = outlook
    this.alarm = alarm
    this.landing = landing
    this.pods = new NewPods(outlook.options.state.mechanisms.cluster.readinessPatience)
  }

  /** Starts to watch; ends with the alarm, or when another release takes the place. */
  start(): void {
    this.alarm.spawn(this.look())
    this.alarm.spawn(this.failingPods())
    this.alarm.spawn(this.deadline())
    if (this.outlook.options.deliveryTrouble !== undefined) this.alarm.spawn(this.delivery())
  }

  private *look(): Process {
    const { release, place } = this.landing
    const sight = this.outlook.options.sight(place)
    while (!this.isSuperseded) {
      this.pods.look(sight.pods(objectName(release.service), release.revision), this.outlook.kernel.now)
      yield LOOK_MS
    }
  }

  private *failingPods(): Process {
    yield* untilSeen(() => this.pods.failureRatio >= SOME || this.isSuperseded)
    if (this.isSuperseded) return
    const late = this.isComplete
    const { place, release } = this.landing
    const { reason = 'not ready', cause = 'code-defect' } = this.pods.firstFailure ?? {}
    const failure = this.alarm.impact({
      service: release.service,
      region: place,
      message: `new pods of ${release.service} do not become ready: ${reason}`,
      since: this.outlook.kernel.now,
      cause,
    })
    this.failing = failure
    this.notice(failure, late)
  }

  /** `late` pods failed after the rollout was complete: no rule on the rollout and nobody who watches it can see them then. */
  private notice(failure: Failure, late: boolean): void {
    const { rollback } = this.outlook.scenario.pipeline
    const speaks = (path: DetectionPath, wait: Process): void =>
      this.alarm.spawn(this.speaks(path, failure, wait, late))
    if (!this.outlook.isAlerting)
      speaks(late ? 'customer-report' : 'rollout-watch', late ? this.customers() : this.watching())
    else if (rollback.policy === 'readiness-failures' && !late) {
      speaks('readiness-rule', this.readinessRule(rollback.readinessFailureRatio))
    } else speaks('alert', this.alert())
  }

  /** Speaks after a while, unless it has healed by then. */
  private *speaks(path: DetectionPath, failure: Failure, wait: Process, late: boolean): Process {
    yield* wait
    if (!this.isSuperseded && (late || !this.isComplete)) this.alarm.raise({ path, failure })
  }

  /** The rule reads what was scraped, at its own interval: share of new pods that fail. */
  private *readinessRule(ratio: Ratio): Process {
    yield* untilSeen(() => this.pods.failureRatio >= ratio || this.isComplete || this.isSuperseded)
    yield* untilTick(this.outlook.kernel, this.outlook.detection.scrapeInterval)
    yield* untilTick(this.outlook.kernel, this.outlook.detection.ruleInterval)
  }

  private *alert(): Process {
    const { scrapeInterval, ruleInterval, alertFor, notification } = this.outlook.detection
    yield* untilTick(this.outlook.kernel, scrapeInterval)
    yield* untilTick(this.outlook.kernel, ruleInterval)
    yield alertFor
    yield notification
  }

  private *watching(): Process {
    const { state } = this.outlook.options
    const key = state.key(this.landing.release.service)
    yield this.outlook.draws(this.alarm.deployment).person(this.outlook.detection.watchNotices, key, PURPOSE.watch)
  }

  private *customers(): Process {
    const { state } = this.outlook.options
    const { customerReport } = state.mechanisms.people
    yield this.outlook.draws(this.alarm.deployment).person(customerReport, state.key('deployment'), PURPOSE.customer)
  }

  /** Kubernetes' own report that a rollout makes no progress. */
  private *deadline(): Process {
    yield* untilSeen(() => this.status?.state === 'stuck' || this.isSuperseded)
    const { status } = this
    if (status?.state === 'stuck' && !this.isSuperseded)
      this.raiseNow('progress-deadline', `is stuck: ${status.detail}`)
  }

  private *delivery(): Process {
    const { landing, alarm } = this
    const trouble = (): string | undefined => this.outlook.options.deliveryTrouble?.(landing, alarm.deployment)
    yield* untilSeen(() => trouble() !== undefined || this.isSuperseded)
    const what = trouble()
    if (what !== undefined && !this.isSuperseded) this.raiseNow('sync-health', `is unhealthy: ${what}`)
  }

  private raiseNow(path: DetectionPath, what: string): void {
    const { place, release } = this.landing
    const message = `the rollout of ${release.service} in ${place} ${what}`
    const cause = this.pods.firstFailure?.cause ?? 'platform'
    const since = this.outlook.kernel.now
    const seen = { service: release.service, region: place, message, since, cause }
    this.alarm.raise({ path, failure: this.failing ?? this.alarm.impact(seen) })
  }

  private get status(): ReturnType<typeof statusOf> {
    return statusOf(this.landing.release, this.outlook.options.sight(this.landing.place))
  }

  private get isComplete(): boolean {
    return this.status?.state === 'complete'
  }

  private get isSuperseded(): boolean {
    return this.outlook.isSuperseded(this.landing)
  }
}
